"""What corrected editions did, and would do, to the results of a class's quiz."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from curriculum.models import Occasion
from quizzes.grading import in_figures
from quizzes.models import Edition, RegradedAttempt
from quizzes.regrades import foresee, outdated_attempts


@dataclass(frozen=True)
class ChangedResult:
    """One student's result, from what to what, as "7/10"."""

    number: int
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether anything is different."""
        return self.before != self.after


@dataclass(frozen=True)
class Regrades:
    """Results of one class.

    Attributes:
        edition: the newest edition.
        foreseen: what the newest edition would make of results that count by an earlier one.
        done: what was changed, the latest first, each with its moment.
    """

    edition: Edition | None
    foreseen: Sequence[ChangedResult]
    done: Sequence[tuple[datetime, ChangedResult]]


def read_regrades(occasion: Occasion) -> Regrades:
    """Read what is written and compute what would be; nothing is changed."""
    latest = Edition.objects.latest_for(occasion.step.target_key)
    done = RegradedAttempt.objects.filter(attempt__occasion=occasion.pk)
    done = done.select_related("attempt__student", "regrade").order_by(
        "-regrade__done_at", "attempt__student__number"
    )
    return Regrades(
        edition=latest,
        foreseen=_foreseen(occasion, latest) if latest else [],
        done=[
            (
                row.regrade.done_at,
                ChangedResult(
                    row.attempt.student.number,
                    _told(row.points_before, row.possible_before),
                    _told(row.points_after, row.possible_after),
                ),
            )
            for row in done
        ],
    )


def _foreseen(occasion: Occasion, onto: Edition) -> list[ChangedResult]:
    attempts = outdated_attempts(onto).filter(occasion=occasion.pk)
    changes = [
        ChangedResult(change.attempt.student.number, _told(*change.before), _told(*change.after))
        for change in foresee(attempts, onto=onto)
    ]
    return sorted(changes, key=lambda change: change.number)


def _told(points, possible: int) -> str:
    return f"{in_figures(points)}/{possible}"
