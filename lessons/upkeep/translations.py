"""Content whose English is missing or behind the Korean."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Model
from django.utils.translation import gettext as _

from lessons.upkeep.findings import Finding, published_kinds

MISSING, DRAFT, BEHIND = "missing", "draft", "behind"
# Content files of both languages are published in one go, a quiz's English before its Korean.
ONE_GO = timedelta(minutes=5)


def find_translations_due() -> list[Finding]:
    """Live Korean content without English, with English not live, or with older English.

    The subject is what to open: the English where there is one, else the Korean. `day` is when
    the Korean was published. Two statements for each kind of content.
    """
    return [finding for model in published_kinds() for finding in _of_kind(model)]


def _of_kind(model: type[Model]) -> Iterator[Finding]:
    rows = model.objects.select_related("locale")
    english = {row.translation_key: row for row in rows.filter(locale__language_code="en")}
    for korean in rows.filter(locale__language_code="ko", live=True).order_by("pk"):
        translation = english.get(korean.translation_key)
        if state := _state(korean, translation):
            subject = translation or korean
            published = korean.last_published_at
            day = published and published.date()
            yield Finding(state, subject, _text(state), subject.locale.language_code, day)


def _state(korean: Model, english: Model | None) -> str:
    if english is None:
        return MISSING
    if not english.live:
        return DRAFT
    if not korean.last_published_at or not english.last_published_at:
        return ""
    return BEHIND if english.last_published_at + ONE_GO < korean.last_published_at else ""


def _text(state: str) -> str:
    return {
        MISSING: _("There is no English version."),
        DRAFT: _("The English version is a draft; students do not see it."),
        BEHIND: _("The Korean version was published after the English one."),
    }[state]
