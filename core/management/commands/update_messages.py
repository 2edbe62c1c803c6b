from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.messages import Message, files, template_messages

KEYWORDS = {
    "_": None,
    # gettext under a second name, where `_` is the lazy one.
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def python_messages(path: Path) -> set[Message]:
    """Messages in a Python file."""
    found = set()
    with path.open("rb") as source:
        for _line, function, texts, _comments in extract_python(source, KEYWORDS, [], {}):
            parts = [text for text in (texts if isinstance(texts, tuple) else (texts,)) if text]
            if not parts:
                continue
            context = parts.pop(0) if function.startswith("pgettext") else ""
            plural = parts[1] if function.startswith("ngettext") else ""
            found.add(Message(context, parts[0], plural))
    return found


def source_messages(root: Path) -> set[Message]:
    """Every message of the project."""
    found: set[Message] = set()
    for path in files(root, ".py"):
        found |= python_messages(path)
    # Letters are templates that end in .txt.
    for path in (*files(root, ".html"), *files(root / "templates", ".txt")):
        found |= set(template_messages(path.read_text(encoding="utf-8")))
    return {message for message in found if message.text}


class Command(BaseCommand):
    """Bring locale/ko in line with the source strings, or say what is missing."""

    help = "Add new strings to locale/ko and drop old ones; --check only reports."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check, **options):
        path = settings.PROJECT_DIR / "locale" / "ko" / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path), wrapwidth=100)
        wanted = source_messages(settings.PROJECT_DIR)
        known = {Message(e.msgctxt or "", e.msgid, e.msgid_plural): e for e in catalogue}
        missing = sorted(m for m in wanted if not _is_translated(known.get(m)))
        # A comment marks a text of a package whose own Korean we replace.
        unused = sorted(m for m in set(known) - wanted if not known[m].tcomment)
        if check:
            self._report(missing, unused)
            return
        for message in unused:
            catalogue.remove(known[message])
        for message in sorted(wanted - set(known)):
            catalogue.append(_entry(message))
        catalogue.sort(key=lambda entry: (entry.msgctxt or "", entry.msgid))
        catalogue.save()
        self.stdout.write(f"{len(wanted)} strings, {len(missing)} without Korean.")

    def _report(self, missing, unused):
        for message in missing:
            self.stderr.write(f"no Korean for: {message.text!r}")
        for message in unused:
            self.stderr.write(f"no longer in the source: {message.text!r}")
        if missing or unused:
            raise CommandError(f"{len(missing)} untranslated, {len(unused)} unused strings")
        self.stdout.write("Every string has its Korean.")


def _is_translated(entry) -> bool:
    return entry is not None and entry.translated()


def _entry(message: Message) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: ""}
    if "%(" in message.text:
        entry.flags.append("python-format")
    return entry
