"""The trend of a round as a page shows it: which earlier round, which question, which words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.levels import Level
from reporting.frozen_tables import LEFT_OUT, NATION, OFFICE_JOIN, FrozenRelease, Place
from reporting.instruments import Instrument
from reporting.models import Round
from reporting.trend import (
    BREAK,
    UNRELIABLE,
    Change,
    Comparison,
    NotComparable,
    Trend,
    compare,
    questions_in_both,
    trend_of,
)
from reporting.wording import Bilingual

MARKS = {
    BREAK: _(
        "break in series: the question, or who is asked it, has changed; no change is worked out"
    ),
    "c": _("confidential: a count it would be made of is not printed"),
    "x": _("not available: one of the rounds has no such number"),
    "z": _("not applicable: the answer does not exist at this level"),
    UNRELIABLE: _("low reliability: too few were asked for a percentage"),
}
SKIPPED = Bilingual("답 없음", "No answer")


def newest_public(round: Round) -> FrozenRelease | None:
    """The release of a round that stands in the public's sight; None without one."""
    release = round.releases.public().select_related("tables").last()
    return release.tables.read() if release else None


def rounds_before(round: Round) -> list[Round]:
    """Earlier rounds with a public release, of the same kind of data, the newest first."""
    earlier = Round.objects.filter(
        is_synthetic=round.is_synthetic,
        opens_at__lt=round.opens_at,
        releases__state="published",
    )
    return list(earlier.select_related("instrument").distinct().newest_first())


@dataclass(frozen=True)
class Line:
    """One place and answer with what became of it."""

    place: str
    answer: Bilingual
    change: Change


@dataclass(frozen=True)
class TrendPage:
    """What the page needs.

    Attributes:
        choices: (question, wording, how it compares) of what both rounds publish.
    """

    round: Round
    earlier: Round | None
    others: list[Round]
    choices: list[tuple[str, Bilingual, Comparison]]
    question: str
    wording: Bilingual | None
    trend: Trend | None
    lines: list[Line]
    office_lines: list[Line]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The legend of the marks that occur."""
        return [(f"[{mark}]", str(MARKS[mark])) for mark in self.trend.marks] if self.trend else []


def read_trend(round: Round, with_key: str | None, asked: str | None) -> TrendPage | None:
    """The page of a round; None as long as it has no public release.

    Args:
        with_key: key of the earlier round; the newest of them for anything else.
        asked: the question; the first that can be compared for anything else.
    """
    later = newest_public(round)
    if later is None:
        return None
    others = rounds_before(round)
    earlier = next((each for each in others if each.key == with_key), next(iter(others), None))
    then = newest_public(earlier) if earlier else None
    if then is None:
        return TrendPage(round, None, [], [], "", None, None, [], [])
    choices = _choices(round, earlier, then, later)
    usable = {each: how for each, _words, how in choices if how in ("same", "break")}
    question = asked if asked in usable else next(iter(usable), "")
    trend = _trend(question, then, later, usable)
    return TrendPage(
        round=round,
        earlier=earlier,
        others=[each for each in others if each != earlier],
        choices=choices,
        question=question,
        wording=next((words for each, words, _how in choices if each == question), None),
        trend=trend,
        lines=_lines(trend.of_nation(), round, later) if trend else [],
        office_lines=_lines(trend.of_offices(), round, later) if trend else [],
    )


def _choices(
    round: Round, earlier: Round, then: FrozenRelease, later: FrozenRelease
) -> list[tuple[str, Bilingual, Comparison]]:
    now_asked, then_asked = _instrument(round), _instrument(earlier)
    return [
        (each, Bilingual(**now_asked.question(each).texts), compare(each, then_asked, now_asked))
        for each in questions_in_both(then, later)
    ]


def _instrument(round: Round) -> Instrument:
    return Instrument.from_data(round.instrument.data)


def _trend(question: str, then: FrozenRelease, now: FrozenRelease, usable) -> Trend | None:
    try:
        return trend_of(question, then, now, usable[question]) if question else None
    except NotComparable:
        return None


def _lines(trend: Trend, round: Round, release: FrozenRelease) -> list[Line]:
    options = _instrument(round).question(trend.question).options
    words = {option.code: Bilingual(**option.texts) for option in options}
    words[LEFT_OUT] = SKIPPED
    return [
        Line(place_words(place, release), words.get(code, Bilingual(code, code)), change)
        for place, changes in trend.rows
        for code, change in zip(trend.columns, changes, strict=True)
    ]


def place_words(place: Place, release: FrozenRelease) -> str:
    """A place in words, such as "Jeju …, middle school" or "Middle school, grade 2"."""
    letters, grade = (place.level, "") if place.level.isalpha() else place.level
    level = " · ".join(str(Level(letter).label) for letter in letters)
    level += f" {grade}" if grade else ""
    if place.office == NATION:
        return level
    names = release.office_names
    codes = place.office.split(OFFICE_JOIN)
    offices = [str(Bilingual(*names[code])) if code in names else code for code in codes]
    return f"{' + '.join(offices)}, {level}"
