"""Written answers that wait for a teacher: the queue, a page of it, and what stands next to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from curriculum.models import Assignment, ModulePage, Occasion
from quizzes.models import Answer
from schools.models import Classroom

WAITING, MARKED, ALL = "waiting", "marked", "all"


@dataclass(frozen=True)
class Filter:
    """What of the queue is wanted; empty means all.

    Attributes:
        state: WAITING, MARKED or ALL.
    """

    classroom: str = ""
    module: str = ""
    state: str = WAITING


@dataclass(frozen=True)
class Scope:
    """What a teacher may mark: the classes of school years that are not over, and their modules.

    Attributes:
        classrooms: (id, name) to choose among.
        modules: (id, title) to choose among.
    """

    user: object
    classrooms: Sequence[tuple[str, str]]
    modules: Sequence[tuple[str, str]]

    def answers(self, filter: Filter):
        """Written answers that a filter lets through, what counts before practice, oldest first."""
        given = _own_assignments(self.user)
        if filter.classroom:
            given = given.filter(classroom=filter.classroom)
        if filter.module:
            given = given.filter(module=filter.module)
        occasions = Occasion.objects.filter(assignment__in=given)
        answers = Answer.objects.filter(attempt__occasion__in=occasions.values("pk"))
        answers = answers.read_by_a_person()
        if filter.state != ALL:
            answers = answers.filter(is_marked=filter.state == MARKED)
        return answers.order_by(
            "attempt__is_practice", "attempt__submitted_at", "attempt_id", "item__position"
        )


@dataclass(frozen=True)
class QueueRow:
    """One written answer in the queue."""

    attempt_id: UUID
    item_key: UUID
    occasion: Occasion
    module_title: str
    number: int
    text: str
    is_marked: bool
    is_practice: bool


class Place(NamedTuple):
    """Which answer: of which attempt, to which question."""

    attempt_id: UUID
    item_key: UUID


@dataclass(frozen=True)
class Around:
    """The answers before and after one in a queue, and its place from 1; 0 when it is not in."""

    previous: Place | None
    following: Place | None
    place: int
    total: int


def read_scope(user, language: str) -> Scope:
    """What this teacher may mark; nobody else's classes are in it. Three statements."""
    rooms = Classroom.objects.visible_to(user).not_archived().select_related("school")
    given = _own_assignments(user).order_by().distinct()
    modules = dict(given.values_list("module", "module__translation_key"))
    titles = ModulePage.objects.titles_in(language, modules.values())
    named = ((str(pk), titles.get(key, "")) for pk, key in modules.items())
    return Scope(
        user,
        sorted(((str(room.pk), str(room)) for room in rooms), key=lambda pair: pair[1]),
        sorted(named, key=lambda pair: pair[1]),
    )


def read_rows(scope: Scope, answers) -> list[QueueRow]:
    """A page of the queue as it is shown. Two statements, however many answers.

    Args:
        answers: a part of what `Scope.answers` gives.
    """
    answers = list(answers.select_related("attempt__student", "item"))
    wanted = Occasion.objects.filter(pk__in={answer.attempt.occasion for answer in answers})
    occasions = {each.pk: each for each in wanted.select_related("assignment__classroom__school")}
    titles = dict(scope.modules)
    return [_row(answer, occasions[answer.attempt.occasion], titles) for answer in answers]


def read_around(answers, place: Place) -> Around:
    """What stands next to an answer in a queue; outside of it, the first follows. One statement.

    Only ids are read: a queue may be as long as a year.
    """
    queue = [Place(*ids) for ids in answers.values_list("attempt_id", "item__key")]
    if place not in queue:
        return Around(None, queue[0] if queue else None, 0, len(queue))
    at = queue.index(place)
    following = queue[at + 1] if at + 1 < len(queue) else None
    return Around(queue[at - 1] if at else None, following, at + 1, len(queue))


def count_waiting(assignments) -> int:
    """How many answers wait in these assignments; one statement."""
    occasions = Occasion.objects.filter(assignment__in=assignments).values("pk")
    return Answer.objects.filter(attempt__occasion__in=occasions).waiting().count()


def _own_assignments(user):
    rooms = Classroom.objects.visible_to(user).not_archived()
    return Assignment.objects.filter(classroom__in=rooms)


def _row(answer: Answer, occasion: Occasion, titles: dict[str, str]) -> QueueRow:
    return QueueRow(
        attempt_id=answer.attempt_id,
        item_key=answer.item.key,
        occasion=occasion,
        module_title=titles.get(str(occasion.assignment.module_id), ""),
        number=answer.attempt.student.number,
        text=answer.text,
        is_marked=answer.is_marked,
        is_practice=answer.attempt.is_practice,
    )
