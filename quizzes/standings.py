"""Where a student stands in an occasion: attempts so far and what was allowed, in one statement."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from core.prepared_queries import PreparedQuery
from quizzes.models import Allowance, Attempt, Edition, Item
from quizzes.models.allowances import AllowanceKind
from quizzes.models.attempts import AttemptState
from quizzes.papers import Paper
from quizzes.rule_changes import Rules
from quizzes.turns import Allowed, Turn, next_turn
from schools.models import Student


@dataclass(frozen=True)
class PastAttempt:
    """An attempt that was begun."""

    pk: UUID
    number: int
    is_open: bool
    is_practice: bool


@dataclass(frozen=True)
class Standing:
    """What decides whether and how a student may begin.

    Attributes:
        attempts: by number.
        item_keys: keys of the edition's questions in the author's order.
    """

    attempts: Sequence[PastAttempt]
    allowed: Allowed
    item_keys: Sequence[UUID]

    @property
    def latest(self) -> PastAttempt | None:
        """The one that is open, which a teacher may have opened again; else the last begun."""
        opened = [each for each in self.attempts if each.is_open]
        return next(iter([*opened, *reversed(self.attempts)]), None)

    def next_turn(self, rules: Edition | Paper | Rules) -> Turn:
        """What an attempt that begins now would be, by these rules."""
        return next_turn(
            limit=rules.attempt_limit,
            recorded=sum(not each.is_practice for each in self.attempts),
            allows_practice=rules.allows_practice,
            extra_attempts=self.allowed.extra_attempts,
        )


def _rows_of(student, occasion, edition):
    attempts = Attempt.objects.filter(student=OuterRef("pk"), occasion=occasion).order_by("number")
    allowances = Allowance.objects.for_occasion(occasion).filter(student=OuterRef("pk"))
    items = Item.objects.filter(edition=edition).order_by("position")
    begun = {name: name for name in ("pk", "number", "state", "is_practice")}
    return Student.objects.filter(pk=student).values_list(
        ArraySubquery(attempts.values(row=JSONObject(**begun))),
        ArraySubquery(allowances.values(row=ALLOWED)),
        ArraySubquery(items.values("key")),
    )


ALLOWED = JSONObject(kind="kind", closes_at="closes_at", factor="factor")
ROWS = PreparedQuery(_rows_of, *(UUID(int=(1 << 64) + number) for number in (1, 2, 3)))


def read_standing(*, student, occasion: UUID, edition: Edition | None) -> Standing:
    """Read attempts, allowances and the questions of an edition; one statement."""
    begun, allowed, keys = ROWS.first(student.pk, occasion, edition and edition.pk)
    return Standing(
        attempts=[_past(json.loads(each)) for each in begun],
        allowed=_allowed([json.loads(each) for each in allowed]),
        item_keys=keys,
    )


def read_allowed(*, student_id: UUID, occasion: UUID) -> Allowed:
    """What was granted a student for an occasion; one statement."""
    rows = Allowance.objects.for_occasion(occasion).filter(student_id=student_id)
    return _allowed(rows.values_list(ALLOWED, flat=True))


def _past(row: dict) -> PastAttempt:
    is_open = row["state"] == AttemptState.OPEN
    return PastAttempt(UUID(row["pk"]), row["number"], is_open, row["is_practice"])


def _allowed(rows) -> Allowed:
    by_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in AllowanceKind.values}
    closings = [parse_datetime(row["closes_at"]) for row in by_kind[AllowanceKind.LATER_CLOSING]]
    factors = [Fraction(str(row["factor"])) for row in by_kind[AllowanceKind.MORE_TIME]]
    return Allowed(
        extra_attempts=len(by_kind[AllowanceKind.EXTRA_ATTEMPT]),
        closes_at=max(closings, default=None),
        factor=max(factors, default=Fraction(1)),
    )
