"""What a corrected edition would change in results that are there already; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from quizzes import grading
from quizzes.asked_marks import marks_of
from quizzes.edition_papers import paper_of
from quizzes.models import Attempt, Edition

AT_A_TIME = 500


class Result(NamedTuple):
    """Points, and how many could be earned."""

    points: Decimal
    possible: int


@dataclass(frozen=True)
class Change:
    """One handed-in attempt, as it counts and as it would count."""

    attempt: Attempt
    before: Result
    after: Result

    @property
    def direction(self) -> str:
        """What happens to its share of the points: "up", "down" or "same"."""
        old = grading.percent(self.before.points, self.before.possible)
        new = grading.percent(self.after.points, self.after.possible)
        if self.before == self.after:
            return "same"
        return "up" if new >= old else "down"


@dataclass
class ClassCount:
    """How many results of one class rise, fall or stay."""

    school: str
    classroom: str
    counts: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Handed-in attempts of the class."""
        return sum(self.counts.values())


def outdated_attempts(onto: Edition):
    """Handed-in attempts at earlier editions of the same quiz; open ones keep theirs."""
    earlier = Edition.objects.filter(quiz_key=onto.quiz_key, number__lt=onto.number)
    return Attempt.objects.submitted().filter(edition__in=earlier).order_by("pk")


def foresee(attempts, *, onto: Edition) -> Iterator[Change]:
    """What would become of these attempts, a few hundred in memory at a time.

    A question that the corrected edition asks no more counts for nobody; a new one was not asked.
    """
    paper = paper_of(onto.pk)
    rows = attempts.select_related("student__classroom__school")
    rows = rows.prefetch_related("answers__item", "awards__item")
    for attempt in rows.iterator(chunk_size=AT_A_TIME):
        marks = marks_of(attempt, attempt.answers.all(), paper)
        score = grading.add_up(marks.values())
        before = Result(attempt.points, attempt.points_possible)
        yield Change(attempt, before, Result(Decimal(score.points), score.possible))


def count_by_class(changes: Iterable[Change]) -> list[ClassCount]:
    """How many change in each class; nobody's number is told."""
    classes: dict = {}
    for change in changes:
        classroom = change.attempt.student.classroom
        row = classes.setdefault(classroom.pk, ClassCount(str(classroom.school), str(classroom)))
        row.counts[change.direction] += 1
    return sorted(classes.values(), key=lambda row: (row.school, row.classroom))
