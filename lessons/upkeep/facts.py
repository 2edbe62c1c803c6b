"""Help numbers and laws that somebody has to check again (T-104)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.check_dates import help_fact_due_on, law_fact_due_on
from helplines.models import HelpChannel
from lessons.models import LessonPage
from lessons.upkeep.findings import Finding, walk

OVERDUE, SOON = "overdue", "soon"
SOON_IS = timedelta(days=30)


def find_due_facts(today: date) -> list[Finding]:
    """Facts past their check date or within a month of it, the most urgent first.

    Help channels and the law cards of live lessons; `day` is the last day to check.
    """
    found = [*_due_channels(today), *_due_laws(today)]
    return sorted(found, key=lambda finding: finding.day)


def _due_channels(today: date) -> Iterator[Finding]:
    for channel in HelpChannel.objects.all():
        due_on = help_fact_due_on(channel.checked_on)
        if state := _state(channel.checked_on, due_on, today):
            yield Finding(state, channel, _text(channel.checked_on, due_on), day=due_on)


def _due_laws(today: date) -> Iterator[Finding]:
    for page in LessonPage.objects.live().select_related("locale"):
        for block, card in law_cards(page):
            checked_on = date.fromisoformat(card["checked_on"])
            due_on = law_fact_due_on(checked_on)
            if state := _state(checked_on, due_on, today):
                text = f"{card['fact']} {card['title']}: {_text(checked_on, due_on)}"
                yield Finding(state, page, text, page.locale.language_code, due_on, block)


def law_cards(page: LessonPage) -> Iterator[tuple[str, dict]]:
    """(block id, stored values) of the dated law cards of a lesson."""
    for block, raw in walk(page.steps.raw_data):
        if isinstance(raw, dict) and raw.get("type") == "law" and raw["value"]["checked_on"]:
            yield block, raw["value"]


def _state(checked_on: date, due_on: date, today: date) -> str:
    # A check of a day that has not come is none, as the publish gate says too.
    if checked_on > today or today > due_on:
        return OVERDUE
    return SOON if today + SOON_IS > due_on else ""


def _text(checked_on: date, due_on: date) -> str:
    return _("Last checked on %(checked)s; to be checked by %(due)s.") % {
        "checked": checked_on.isoformat(),
        "due": due_on.isoformat(),
    }
