"""The same quiz before and after a module: how a class changed. Nothing here is about a student.

Who answered both times is found inside the statements; only sums over the class leave them. They
are shown from ten students on, on both sides, and only once the assignment is over: whoever looks
before and after one more student handed in would read that student's answer from the difference.
For the same reason nothing counts that was handed in later, with more days or opened again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Sum

from curriculum.measuring import quiz_parts
from curriculum.models import Assignment, Occasion
from curriculum.progress import Part
from quizzes.edition_papers import paper_of
from quizzes.item_statistics import FEWEST
from quizzes.kinds import kind_of
from quizzes.models import Attempt, Edition, Mark
from quizzes.papers import Item
from quizzes.turns import GRACE


@dataclass(frozen=True)
class Side:
    """One question at one time.

    Attributes:
        n: students who answered it then.
        mean: of a scale its mean place, from 1; of a question the share of points in per cent.
    """

    n: int
    mean: Fraction | None

    @property
    def figure(self) -> Decimal | None:
        """The mean with one decimal."""
        return None if self.mean is None else round(Decimal(float(self.mean)), 1)


@dataclass(frozen=True)
class ItemChange:
    """One question before and after.

    Attributes:
        is_opinion: whether it is a scale of agreement and not knowledge.
        steps: how many steps the scale has.
    """

    stem: str
    language: str
    is_opinion: bool
    steps: int
    before: Side
    after: Side

    @property
    def is_enough(self) -> bool:
        """Whether it may be shown: ten or more on both sides."""
        return min(self.before.n, self.after.n) >= FEWEST

    @property
    def change(self) -> Decimal:
        """What was added, as it is shown; with a sign."""
        return self.after.figure - self.before.figure


@dataclass(frozen=True)
class Change:
    """A class before and after.

    Attributes:
        pairs: students who handed in both; only they are in it.
        is_over: whether the assignment is; before, nothing is told.
    """

    pairs: int
    items: Sequence[ItemChange]
    is_over: bool = True

    @property
    def is_enough(self) -> bool:
        """Whether anything may be shown."""
        return self.pairs >= FEWEST

    @property
    def opinions(self) -> list[ItemChange]:
        """The scales of agreement."""
        return [item for item in self.items if item.is_opinion]

    @property
    def knowledge(self) -> list[ItemChange]:
        """The questions that can be right."""
        return [item for item in self.items if not item.is_opinion]


@dataclass(frozen=True)
class Measurement:
    """A quiz that a module has before and after; the two occasions it is taken for.

    Attributes:
        ended_at: when the assignment was over; None while it is not.
    """

    quiz_key: UUID
    before: UUID
    after: UUID
    ended_at: datetime | None = None


def measurement_of(assignment: Assignment) -> Measurement | None:
    """The quiz an assignment measures with; None where its module has no quiz twice.

    Args:
        assignment: read by `with_steps()`.
    """
    parts = zip(assignment.steps, quiz_parts(assignment.steps), strict=True)
    found = {part: step for step, part in reversed(list(parts)) if part}
    if not found:
        return None
    before, after = found[Part.BEFORE], found[Part.AFTER]
    return Measurement(
        before.target_key,
        Occasion.id_for(assignment.pk, before.key),
        Occasion.id_for(assignment.pk, after.key),
        assignment.ends_at if assignment.is_over else None,
    )


def read_change(measurement: Measurement, language: str) -> Change:
    """How the class changed. Four statements, and a paper that is kept in memory.

    Too few students: nothing is read beyond their number. Not over: not even that.
    """
    if measurement.ended_at is None:
        return Change(0, (), is_over=False)
    tries = _tries_of_both_times(measurement)
    pairs = tries.filter(occasion=measurement.before).count()
    edition = Edition.objects.latest_for(measurement.quiz_key)
    if pairs < FEWEST or edition is None:
        return Change(pairs, ())
    marks = Mark.objects.filter(attempt__in=tries.order_by().values("pk"))
    sums = _sums(marks)
    choices = _choices(marks)
    items = [
        _change(item, measurement, sums, choices, language)
        for item in paper_of(edition.pk).items
        if _is_compared(item)
    ]
    return Change(pairs, items)


def _tries_of_both_times(measurement: Measurement):
    """First tries, at both times, of those who handed in both."""
    in_time = measurement.ended_at + GRACE
    first = Attempt.objects.first_tries().filter(submitted_at__lte=in_time)
    other = {"student": OuterRef("student")}
    has_before = Exists(first.filter(occasion=measurement.before, **other))
    has_after = Exists(first.filter(occasion=measurement.after, **other))
    return first.filter(
        Q(has_after, occasion=measurement.before) | Q(has_before, occasion=measurement.after)
    )


def _sums(marks) -> dict[tuple[UUID, UUID], dict]:
    rows = (
        marks.filter(possible__gt=0, is_waiting=False)
        .order_by()
        .values("item__key", "attempt__occasion")
        .annotate(n=Count("pk"), points=Sum("points"), of=Sum("possible"))
    )
    return {(row["item__key"], row["attempt__occasion"]): row for row in rows}


def _choices(marks) -> dict[tuple[UUID, UUID], dict[UUID, int]]:
    found: dict[tuple[UUID, UUID], dict[UUID, int]] = {}
    opinions = marks.filter(item__kind="likert").order_by()
    for row in opinions.choices().values("item__key", "attempt__occasion", "option", "n"):
        key = (row["item__key"], row["attempt__occasion"])
        found.setdefault(key, {})[row["option"]] = row["n"]
    return found


def _is_compared(item: Item) -> bool:
    kind = kind_of(item.kind)
    return item.kind == "likert" or (kind.is_scored and not kind.is_read_by_a_person)


def _change(item: Item, measurement: Measurement, sums, choices, language: str) -> ItemChange:
    language = item.language_for(language)
    is_opinion = item.kind == "likert"
    sides = []
    for occasion in (measurement.before, measurement.after):
        key = (item.key, occasion)
        sides.append(_scale(item, choices.get(key, {})) if is_opinion else _share(sums.get(key)))
    stem = item.texts[language].stem
    return ItemChange(stem, language, is_opinion, len(item.options), *sides)


def _scale(item: Item, chosen: dict[UUID, int]) -> Side:
    """The mean place on a scale, of those who chose one."""
    places = {option.key: place for place, option in enumerate(item.options, start=1)}
    counts = [(places[key], n) for key, n in chosen.items() if key in places]
    total = sum(n for _, n in counts)
    return Side(total, Fraction(sum(place * n for place, n in counts), total) if total else None)


def _share(row: dict | None) -> Side:
    """The share of points in per cent; what was passed over earned nothing."""
    if row is None or not row["of"]:
        return Side(0, None)
    return Side(row["n"], 100 * Fraction(row["points"] or 0) / row["of"])
