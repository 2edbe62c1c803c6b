"""What the board is made from: a row for each student, everything in one statement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONArray, JSONObject

from core.prepared_queries import PreparedQuery
from curriculum.models import Assignment, AssignmentStudent, Completion, HelpCall, Occasion
from quizzes.live_marks import Verdict, verdict_of
from quizzes.models import Answer, Attempt
from schools.models import Student


@dataclass(frozen=True)
class GivenAnswer:
    """One answer of an attempt."""

    item: str
    chosen: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True)
class AttemptRow:
    """The attempt that tells where one student is in a quiz, with its answers so far.

    It is the one that counts; practice while nothing is recorded.

    Attributes:
        row: as the database gives it.
    """

    row: Mapping

    @property
    def is_open(self) -> bool:
        """Whether it was not handed in yet."""
        return self.row["points"] is None

    @property
    def is_recorded(self) -> bool:
        """Whether it counts; practice shows where somebody is, but never a score."""
        return not self.row["is_practice"]

    @property
    def edition(self) -> str:
        """Id of its edition."""
        return self.row["edition"]

    @cached_property
    def answers(self) -> list[GivenAnswer]:
        """What was answered; an answer taken back to "I don't know" is not among them."""
        given = (self._answer(*each) for each in self.row["answers"])
        return [answer for answer in given if answer.verdict is not Verdict.UNANSWERED]

    def _answer(self, item: str, chosen: list[str], text: str, _saved_at) -> GivenAnswer:
        keys = tuple(chosen)
        return GivenAnswer(item, keys, verdict_of(self.edition, item, keys, text))

    def count(self, verdict: Verdict) -> int:
        """How many of its answers are so."""
        return sum(answer.verdict is verdict for answer in self.answers)

    @property
    def moved_at(self) -> datetime:
        """The last thing the student did in it."""
        texts = [self.row["started"], *(saved_at for *_answer, saved_at in self.row["answers"])]
        return max(map(datetime.fromisoformat, texts))


@dataclass(frozen=True, eq=False)
class Doings:
    """What one student did in an assignment.

    Attributes:
        completions: by key of step.
        attempts: by occasion; those that tell where the student is.
    """

    completions: Mapping[str, Mapping]
    attempts: Mapping[str, AttemptRow]

    @cached_property
    def moved_at(self) -> datetime | None:
        """The last thing they did; None before the first."""
        read = (datetime.fromisoformat(row["moved"]) for row in self.completions.values())
        answered = (attempt.moved_at for attempt in self.attempts.values())
        return max([*read, *answered], default=None)

    @cached_property
    def right(self) -> int:
        """Right answers of quizzes that were not handed in yet."""
        return self._count(Verdict.RIGHT)

    @cached_property
    def wrong(self) -> int:
        """Wrong answers of quizzes that were not handed in yet."""
        return self._count(Verdict.WRONG)

    def _count(self, verdict: Verdict) -> int:
        return sum(each.count(verdict) for each in self.attempts.values() if each.is_open)


@dataclass(frozen=True)
class StudentRow:
    """One student with everything they did in an assignment.

    Attributes:
        wait_until: until when nobody gets in at this seat, after wrong PINs.
    """

    number: int
    nickname: str
    wait_until: datetime | None
    has_called: bool
    doings: Doings


def read_student_rows(assignment: Assignment) -> list[StudentRow]:
    """Everybody of the class or the group who is there, by number; one statement.

    Of a year that is over: who was there at its end.
    """
    return _read(STUDENTS_OF_GROUP if assignment.is_for_group else STUDENTS, assignment)


def read_gone_rows(assignment: Assignment) -> list[StudentRow]:
    """Those who did something in it and are in the class no more, by number; one statement."""
    return _read(GONE, assignment)


def _read(students: PreparedQuery, assignment: Assignment) -> list[StudentRow]:
    rows = students.all(assignment.pk, assignment.classroom_id, assignment.classroom.counting_day)
    return [
        StudentRow(number, nickname, wait_until, has_called, _doings(tuple(read), tuple(answered)))
        for number, nickname, wait_until, has_called, read, answered in rows
    ]


# Between two looks at a board few of forty students did anything: the rows of the others are
# word for word the same, and are not read again. A student takes some 10 kB.
@lru_cache(maxsize=2_000)
def _doings(completions: tuple[str, ...], attempts: tuple[str, ...]) -> Doings:
    """From the JSON that the database gives."""
    read = [json.loads(row) for row in completions]
    answered = [json.loads(row) for row in attempts]
    return Doings(
        {row["step"]: row for row in read},
        {row["occasion"]: AttemptRow(row) for row in answered},
    )


def _students(assignment: UUID, classroom: UUID, today: date):
    return _with_doings(
        Student.objects.filter(classroom=classroom).present(today=today), assignment
    )


def _gone(assignment: UUID, classroom: UUID, today: date):
    completions = Completion.objects.filter(assignment=assignment, student=OuterRef("pk"))
    attempts = _attempts_of(assignment).filter(student=OuterRef("pk"))
    gone = Student.objects.filter(classroom=classroom, left_on__lte=today)
    return _with_doings(gone.filter(Exists(completions) | Exists(attempts)), assignment)


def _with_doings(students, assignment: UUID):
    calls = HelpCall.objects.filter(assignment=assignment, student=OuterRef("pk"))
    completions = Completion.objects.filter(assignment=assignment, student=OuterRef("pk"))
    return students.order_by("number").values_list(
        *("number", "nickname", "wait_until"),
        Exists(calls),
        ArraySubquery(
            completions.values(
                row=JSONObject(step="step_id", finished="finished_at", moved="moved_at")
            )
        ),
        ArraySubquery(_attempts(assignment)),
    )


def _attempts_of(assignment: UUID):
    occasions = Occasion.objects.filter(assignment=assignment).values("pk")
    return Attempt.objects.filter(occasion__in=occasions)


def _attempts(assignment: UUID):
    begun = _attempts_of(assignment).filter(student=OuterRef("pk"))
    answers = Answer.objects.filter(attempt=OuterRef("pk")).values(
        row=JSONArray("item__key", "chosen", "text", "saved_at")
    )
    return begun.telling().values(
        row=JSONObject(
            occasion="occasion",
            edition="edition_id",
            started="started_at",
            is_practice="is_practice",
            points="points",
            possible="points_possible",
            answers=ArraySubquery(answers),
        )
    )


def _students_of_group(assignment: UUID, classroom: UUID, today: date):
    given = AssignmentStudent.objects.filter(assignment=assignment, student=OuterRef("pk"))
    return _students(assignment, classroom, today).filter(Exists(given))


STAND_INS = (UUID(int=1), UUID(int=2), date.min)
STUDENTS = PreparedQuery(_students, *STAND_INS)
GONE = PreparedQuery(_gone, *STAND_INS)
STUDENTS_OF_GROUP = PreparedQuery(_students_of_group, *STAND_INS)
