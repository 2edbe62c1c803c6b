"""Every text has its Korean, and the finder of texts finds them."""

import polib

from core.management.commands.update_messages import source_messages
from core.messages import Message, template_messages
from tests.house.project import ROOT


def test_template_messages_finds_plain_context_and_plural():
    source = (
        "{% load i18n %}{% translate 'Save' %}{% translate 'Open' context 'a class' %}"
        "{% firstof title _('Look again') %}"
        "{% blocktranslate count n=n %}{{ n }} seat{% plural %}{{ n }} seats{% endblocktranslate %}"
    )
    assert set(template_messages(source)) == {
        Message("", "Save"),
        Message("", "Look again"),
        Message("a class", "Open"),
        Message("", "%(n)s seat", "%(n)s seats"),
    }


def test_every_source_string_has_korean():
    catalogue = polib.pofile(str(ROOT / "locale/ko/LC_MESSAGES/django.po"))
    translated = {
        Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural)
        for entry in catalogue.translated_entries()
    }
    assert sorted(source_messages(ROOT) - translated) == []


def test_korean_keeps_every_placeholder():
    catalogue = polib.pofile(str(ROOT / "locale/ko/LC_MESSAGES/django.po"))
    broken = [
        entry.msgid
        for entry in catalogue
        if "%(" in entry.msgid
        and _placeholders(entry.msgid) - _placeholders(entry.msgstr or entry.msgstr_plural[0])
    ]
    assert broken == []


def _placeholders(text: str) -> set[str]:
    return {part.partition(")")[0] for part in text.split("%(")[1:]}
