"""Item analysis of one edition, added up in the database: for a class, or for a country."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from quizzes import item_statistics
from quizzes.edition_papers import paper_of
from quizzes.item_statistics import FEWEST, Sums, Verdict
from quizzes.kinds import Form, Role, kind_of
from quizzes.models import Attempt, Edition, Mark
from quizzes.papers import Item

# Others hold their answer in an order or in pairs, where one option alone says nothing.
CHOSEN_ONE_BY_ONE = (Form.CHOICE, Form.SPOT)


@dataclass(frozen=True)
class OptionShare:
    """How many of those asked chose an option."""

    key: UUID
    text: str
    is_right: bool
    n: int
    share: Fraction
    feedback: str = ""

    @property
    def percent(self) -> int:
        """Whole per cent."""
        return _percent(self.share)


@dataclass(frozen=True)
class ItemFigures:
    """What is known of one question in one edition.

    Attributes:
        position: its place in the author's order.
        asked: first tries that asked it; `n` of them are marked.
        passed_over: those without any answer; `unsure`: those who said so.
        language: of the words.
    """

    key: UUID
    position: int
    kind: str
    language: str
    stem: str
    asked: int
    n: int
    waiting: int
    passed_over: int
    unsure: int
    facility: Fraction | None
    discrimination: float | None
    options: Sequence[OptionShare] = field(default_factory=tuple)
    lesson_step: UUID | None = None
    is_scored: bool = True

    @property
    def is_enough(self) -> bool:
        """Whether figures may be shown and mean something."""
        return self.n >= FEWEST

    @property
    def verdict(self) -> Verdict | None:
        """The figures in a word; None while they are too few, and for a question of opinion."""
        if not self.is_enough or not self.is_scored:
            return None
        return item_statistics.verdict(self.facility, self.discrimination)

    @property
    def facility_percent(self) -> int | None:
        """Whole per cent of the points that were earned."""
        return None if self.facility is None else _percent(self.facility)

    @property
    def misconception(self) -> OptionShare | None:
        """The wrong option chosen most; None where nobody chose one."""
        wrong = [each for each in self.options if not each.is_right and each.n]
        return max(wrong, key=lambda each: each.n, default=None) if self.is_scored else None

    @property
    def omitted_percent(self) -> int:
        """Whole per cent of those asked who passed it over or were not sure."""
        return _percent(Fraction(self.passed_over + self.unsure, self.asked or 1))


@dataclass(frozen=True)
class EditionFigures:
    """The analysis of an edition.

    Attributes:
        n: first tries that were handed in.
        alpha: Cronbach's alpha of the scored questions; None where it cannot be computed.
    """

    edition: Edition
    n: int
    items: Sequence[ItemFigures]
    alpha: float | None

    @property
    def is_enough(self) -> bool:
        """Whether figures may be shown and mean something."""
        return self.n >= FEWEST


def read_figures(
    edition: Edition,
    *,
    language: str,
    occasion: UUID | None = None,
    level: str | None = None,
    opinions_until: datetime | None = None,
) -> EditionFigures:
    """Analyse an edition by first tries only; later ones know the answers. Three statements.

    Args:
        occasion: only this one's; None for the whole country.
        level: only students of schools of this level.
        opinions_until: leave out answers to scales of agreement handed in later; None for none.
    """
    tries = Attempt.objects.first_tries().filter(edition=edition)
    if occasion:
        tries = tries.filter(occasion=occasion)
    if level:
        tries = tries.filter(student__classroom__school__level=level)
    marks = Mark.objects.filter(attempt__in=tries.order_by().values("pk"))
    if opinions_until:
        marks = marks.exclude(item__kind="likert", attempt__submitted_at__gt=opinions_until)
    rows = {row["item__key"]: row for row in marks.item_sums()}
    chosen: dict = defaultdict(dict)
    for row in marks.choices():
        chosen[row["item__key"]][row["option"]] = row["n"]
    items = [
        _figures(item, position, rows[item.key], chosen[item.key], language)
        for position, item in enumerate(paper_of(edition.pk).items, start=1)
        if item.key in rows
    ]
    scored = [_sums(rows[item.key]) for item in items if item.is_scored]
    return EditionFigures(edition, tries.count(), items, item_statistics.alpha(scored))


def _sums(row: dict) -> Sums:
    return Sums(**{name: Fraction(row[name]) for name in ("x", "xx", "y", "yy", "xy")}, n=row["n"])


def _figures(item: Item, position: int, row: dict, chosen: dict, language: str) -> ItemFigures:
    language = item.language_for(language)
    kind = kind_of(item.kind)
    sums = _sums(row)
    return ItemFigures(
        key=item.key,
        position=position,
        kind=item.kind,
        language=language,
        stem=item.texts[language].stem,
        **{name: row[name] for name in ("asked", "n", "waiting", "passed_over", "unsure")},
        facility=item_statistics.facility(sums, item.points) if kind.is_scored else None,
        discrimination=item_statistics.discrimination(sums) if kind.is_scored else None,
        options=_shares(item, row["asked"], chosen, language),
        lesson_step=item.lesson_step,
        is_scored=kind.is_scored,
    )


def _shares(item: Item, asked: int, chosen: dict, language: str) -> tuple[OptionShare, ...]:
    if kind_of(item.kind).form not in CHOSEN_ONE_BY_ONE:
        return ()
    words = item.texts[language].options
    return tuple(
        OptionShare(
            key=option.key,
            text=words[option.key].text,
            is_right=option.is_right,
            n=chosen.get(option.key, 0),
            share=item_statistics.share(chosen.get(option.key, 0), asked) or Fraction(0),
            feedback=words[option.key].feedback,
        )
        for option in item.options
        if option.role != Role.ACCEPTED
    )


def _percent(share: Fraction) -> int:
    return int(share * 100 + Fraction(1, 2))
