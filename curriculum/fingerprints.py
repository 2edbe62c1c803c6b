"""Whether anything changed that a live page shows, asked in one cheap statement.

A fingerprint is computed by the database from the rows a page is made of. Nothing is written for
it: saving an answer costs what it cost before. In the same statement goes the standing of who
asks, so that a page that was let in once need not be let in anew (schools/standing.py).
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import MD5

from core.digests import DigestOf, Joined
from core.prepared_queries import PreparedQuery
from curriculum.models import Assignment, Completion, HelpCall, Lead, Occasion
from quizzes.models import Answer, Attempt
from schools.models import JoinCode, Student
from schools.standing import staff_standing, student_standing

# What a class's being taught by somebody depends on beside that person's roles: a class that
# moves to another school, or a school that is taken over, is no longer where the role was held.
PLACE = (
    "classroom",
    "classroom__school",
    "classroom__school__successor",
    "classroom__school__office",
    "classroom__school__office__successor",
)


@dataclass(frozen=True)
class Ground:
    """What a live page stands on.

    Attributes:
        fingerprint: of what it shows.
        standing: of who asks, and of the place where they may; never shown to a browser.
        has_open_code: whether the class's code is open, so that a lesson is on.
        session_ends_at: the idle end of the session that asks.
    """

    fingerprint: str
    standing: str
    has_open_code: bool
    session_ends_at: datetime

    @classmethod
    def from_text(cls, text: str) -> "Ground | None":
        """As the database gives it; None where the session or the person's standing has ended."""
        fingerprint, person, place, has_open_code, ends_at = json.loads(text)
        if person is None or ends_at is None:
            return None
        ends_at = datetime.fromisoformat(ends_at)
        return cls(fingerprint, f"{person}{place}", has_open_code, ends_at)


def with_board_fingerprint(assignments: QuerySet, *, today: date, now: datetime) -> QuerySet:
    """Each assignment with `fingerprint`, of everything its board and its projector show.

    An answer counts by its revision, which rises with every change of it.
    """
    of_class = {"classroom": OuterRef("classroom")}
    occasions = Occasion.objects.filter(assignment=OuterRef(OuterRef("pk"))).values("pk")
    attempts = Attempt.objects.filter(occasion__in=occasions)
    answers = Answer.objects.filter(attempt__occasion__in=occasions)
    students = Student.objects.filter(**of_class).present(today=today)
    return _with_fingerprint(
        assignments,
        Completion.objects.filter(assignment=OuterRef("pk")).values("pk", "moved_at"),
        attempts.values("pk", "state", "points", "edition", "is_practice"),
        answers.values("pk", "client_rev"),
        students.values("pk", "number", "nickname", "wait_until"),
        JoinCode.objects.filter(**of_class).open(now).values("code", "expires_at"),
    )


def with_signal_fingerprint(assignments: QuerySet) -> QuerySet:
    """Each assignment with `fingerprint`, of what its students are told while a teacher leads."""
    return _with_fingerprint(assignments)


def _with_fingerprint(assignments: QuerySet, *rows: QuerySet) -> QuerySet:
    of_assignment = {"assignment": OuterRef("pk")}
    told = [
        Lead.objects.filter(**of_assignment).values(),
        HelpCall.objects.filter(**of_assignment).values("pk"),
        *rows,
    ]
    digests = [DigestOf(each.order_by()) for each in told]
    times = ("pk", "opens_at", "closes_at", "ended_at")
    return assignments.annotate(fingerprint=MD5(Joined(*times, *digests)))


def _board(
    assignment: UUID, classroom: UUID, today: date, session_key: str, user: UUID, now: datetime
) -> QuerySet:
    found = Assignment.objects.filter(pk=assignment, classroom=classroom).kept()
    found = with_board_fingerprint(found, today=today, now=now)
    standing = staff_standing(session_key, user, now=now, today=today)
    return _with_ground(found, standing, session_key, now)


def _signal(
    assignment: UUID, student: UUID, today: date, session_key: str, now: datetime
) -> QuerySet:
    found = Assignment.objects.filter(pk=assignment, classroom__students=student)
    found = with_signal_fingerprint(found.reaching(student))
    standing = student_standing(session_key, student, now=now, today=today)
    return _with_ground(found, standing, session_key, now)


def _with_ground(found: QuerySet, standing: QuerySet, session_key: str, now: datetime) -> QuerySet:
    codes = JoinCode.objects.filter(classroom=OuterRef("classroom")).open(now)
    session = Session.objects.filter(session_key=session_key)
    ground = Joined(
        "fingerprint",
        Subquery(standing),
        Joined(*PLACE),
        Exists(codes),
        Subquery(session.values("expire_date")),
    )
    return found.order_by().annotate(ground=ground).values_list("ground")


KEY, OTHER_KEY, READER = UUID(int=1), UUID(int=2), UUID(int=3)
SESSION_KEY, NOW = "stand-in", datetime.min.replace(tzinfo=UTC)
BOARD_GROUND = PreparedQuery(_board, KEY, OTHER_KEY, date.min, SESSION_KEY, READER, NOW)
SIGNAL_GROUND = PreparedQuery(_signal, KEY, READER, date.min, SESSION_KEY, NOW)
