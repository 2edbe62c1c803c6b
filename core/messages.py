"""The message catalogues: finding source strings and compiling, without system gettext.

Source strings are English; `locale/ko` translates every one of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

SKIPPED_FOLDERS = {".venv", ".data", "tests", "node_modules", "migrations", "static"}
# `templatize` turns a template into lines of gettext calls, the form xgettext reads.
TEMPLATE_CALL = re.compile(
    r"""\b(?P<name>gettext|ngettext|pgettext|npgettext|_)\(
        (?P<arguments>(?:\s*u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?)+)""",
    re.VERBOSE,
)
ARGUMENT = re.compile(r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


@dataclass(frozen=True, order=True)
class Message:
    """One source string: context ("" for none), text, plural text ("" for none)."""

    context: str
    text: str
    plural: str = ""


def template_messages(source: str) -> Iterator[Message]:
    """Messages in a Django template's source."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        texts = [
            bytes(found[1:-1], "utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8")
            if "\\" in found
            else found[1:-1]
            for found in ARGUMENT.findall(call["arguments"])
        ]
        yield _message(call["name"], texts)


def _message(function: str, texts: list[str]) -> Message:
    context = texts.pop(0) if "pgettext" in function else ""
    plural = texts[1] if function in ("ngettext", "npgettext") else ""
    return Message(context, texts[0], plural)


def files(root: Path, suffix: str) -> Iterator[Path]:
    """Files of the project with a suffix, in a stable order."""
    for path in sorted(root.rglob(f"*{suffix}")):
        if not SKIPPED_FOLDERS & set(path.relative_to(root).parts):
            yield path


def compile_catalogue(path: Path) -> None:
    """Write the .mo beside a .po file, if it is missing or older."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
        polib.pofile(str(path)).save_as_mofile(str(compiled))
