"""Whether anything changed that a live page shows, asked in one cheap statement.

A fingerprint is computed by the database from the rows a page is made of. Nothing is written for
it: saving an answer costs what it cost before.
"""

from datetime import date
from uuid import UUID

from django.db.models import Func, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import MD5

from core.prepared_queries import PreparedQuery
from curriculum.models import Assignment, Completion, HelpCall, Lead, Occasion
from quizzes.models import Answer, Attempt
from schools.models import JoinCode, Student


class DigestOf(Subquery):
    """A number that changes with any row of a query, whatever their order."""

    template = (
        "(SELECT sum(hashtextextended(digested::text, 0))::text FROM (%(subquery)s) AS digested)"
    )
    output_field = TextField()


class Joined(Func):
    """Its arguments in one text; what is NULL stays visible as a gap."""

    function = "jsonb_build_array"
    template = "%(function)s(%(expressions)s)::text"
    output_field = TextField()


def with_board_fingerprint(assignments: QuerySet, today: date) -> QuerySet:
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
        JoinCode.objects.filter(**of_class).not_closed().values("code", "expires_at"),
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


def _board(assignment: UUID, classroom: UUID, today: date) -> QuerySet:
    found = Assignment.objects.filter(pk=assignment, classroom=classroom)
    return with_board_fingerprint(found, today).values_list("fingerprint")


def _signal(assignment: UUID) -> QuerySet:
    found = Assignment.objects.filter(pk=assignment)
    return with_signal_fingerprint(found).values_list("fingerprint")


BOARD_FINGERPRINT = PreparedQuery(_board, UUID(int=1), UUID(int=2), date.min)
SIGNAL_FINGERPRINT = PreparedQuery(_signal, UUID(int=1))
