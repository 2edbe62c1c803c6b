"""Written answers that wait for a teacher: the queue, one answer in it, and its trace."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from curriculum.models import Assignment, ModulePage, Occasion
from quizzes import sheets
from quizzes.asked_marks import asked_keys
from quizzes.edition_papers import paper_of
from quizzes.models import Answer, Attempt, AwardChange
from quizzes.sheets import SheetItem
from quizzes.sittings import given_in

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


@dataclass(frozen=True)
class Scope:
    """The quizzes of the classes a teacher teaches.

    Attributes:
        occasions: by id, with assignment, class and module.
        titles: of modules, by module key.
    """

    occasions: dict[UUID, Occasion]
    titles: dict[UUID, str]

    @property
    def classrooms(self) -> list[tuple[str, str]]:
        """Classes to choose among."""
        rooms = {each.assignment.classroom for each in self.occasions.values()}
        return sorted(((str(room.pk), str(room)) for room in rooms), key=lambda pair: pair[1])

    @property
    def modules(self) -> list[tuple[str, str]]:
        """Modules to choose among."""
        pairs = {
            (str(each.assignment.module_id), self.title_of(each))
            for each in self.occasions.values()
        }
        return sorted(pairs, key=lambda pair: pair[1])

    def title_of(self, occasion: Occasion) -> str:
        """The module's title in the reader's language."""
        module = occasion.assignment.module
        return self.titles.get(module.translation_key, module.title)

    def wanted(self, filter: Filter) -> list[UUID]:
        """Ids of the occasions that a filter lets through."""
        return [
            key
            for key, each in self.occasions.items()
            if filter.classroom in ("", str(each.assignment.classroom_id))
            and filter.module in ("", str(each.assignment.module_id))
        ]


def read_scope(user, language: str) -> Scope:
    """What this teacher may mark; nobody else's classes are in it. Two statements."""
    own = Assignment.objects.visible_to(user)
    rows = Occasion.objects.filter(assignment__in=own).select_related(
        "assignment__classroom__school", "assignment__module"
    )
    occasions = {row.pk: row for row in rows}
    keys = {row.assignment.module.translation_key for row in occasions.values()}
    return Scope(occasions, ModulePage.objects.titles_in(language, keys))


def read_queue(scope: Scope, filter: Filter) -> list[QueueRow]:
    """The written answers, what counts before practice, the oldest first; one statement."""
    answers = Answer.objects.filter(attempt__occasion__in=scope.wanted(filter))
    answers = answers.read_by_a_person()
    if filter.state != ALL:
        answers = answers.filter(is_marked=filter.state == MARKED)
    ordered = answers.select_related("attempt__student", "item").order_by(
        "attempt__is_practice", "attempt__submitted_at", "attempt_id", "item__position"
    )
    return [_queue_row(scope, answer) for answer in ordered]


def _queue_row(scope: Scope, answer: Answer) -> QueueRow:
    occasion = scope.occasions[answer.attempt.occasion]
    return QueueRow(
        attempt_id=answer.attempt_id,
        item_key=answer.item.key,
        occasion=occasion,
        module_title=scope.title_of(occasion),
        number=answer.attempt.student.number,
        text=answer.text,
        is_marked=answer.is_marked,
        is_practice=answer.attempt.is_practice,
    )


def count_waiting(assignments) -> int:
    """How many answers wait in these assignments; one statement."""
    occasions = Occasion.objects.filter(assignment__in=assignments).values("pk")
    return Answer.objects.filter(attempt__occasion__in=occasions).waiting().count()


@dataclass(frozen=True)
class Around:
    """The answers before and after one in a queue, and its place from 1; 0 when it is not in."""

    previous: QueueRow | None
    following: QueueRow | None
    place: int
    total: int


def around(queue: Sequence[QueueRow], attempt_id: UUID, item_key: UUID) -> Around:
    """Where an answer stands in a queue; outside of it, the first answer follows."""
    keys = [(row.attempt_id, row.item_key) for row in queue]
    if (attempt_id, item_key) not in keys:
        return Around(None, queue[0] if queue else None, 0, len(queue))
    place = keys.index((attempt_id, item_key))
    following = queue[place + 1] if place + 1 < len(queue) else None
    return Around(queue[place - 1] if place else None, following, place + 1, len(queue))


@dataclass(frozen=True)
class MarkedAttempt:
    """A student's attempt as its marker has it.

    Attributes:
        items: every question that can earn points, with answer and mark; empty while the student
            still answers. What a student thinks is nobody's to read by number.
        trace: marks that people gave, the oldest first, by key of question.
    """

    attempt: Attempt
    occasion: Occasion
    module_title: str
    items: Sequence[SheetItem]
    trace: dict[UUID, list[AwardChange]] = field(default_factory=dict)

    def item(self, key: UUID) -> SheetItem | None:
        """The question with this key, if the attempt asks it and it can earn points."""
        return next((each for each in self.items if each.key == key), None)


def read_marked_attempt(scope: Scope, attempt: Attempt, language: str) -> MarkedAttempt:
    """An attempt with every question marked, whatever its student may see already."""
    occasion = scope.occasions[attempt.occasion]
    if attempt.is_open:
        return MarkedAttempt(attempt, occasion, scope.title_of(occasion), [])
    trace: dict[UUID, list[AwardChange]] = {}
    for change in attempt.award_changes.select_related("item", "changed_by"):
        trace.setdefault(change.item.key, []).append(change)
    laid_out = sheets.lay_out(
        paper_of(attempt.edition_id),
        seed=attempt.seed,
        language=language,
        asked=asked_keys(attempt),
        given=given_in(attempt),
        is_marked=True,
    )
    items = [item for item in laid_out if item.traits.is_scored]
    return MarkedAttempt(attempt, occasion, scope.title_of(occasion), items, trace)
