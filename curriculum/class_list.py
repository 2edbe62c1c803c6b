"""A teacher's classes, each with what it is doing: one row for the next period."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from curriculum.models import Assignment, ModulePage, Occasion
from quizzes.models import Answer
from schools.models import Classroom
from schools.querysets import is_present
from schools.school_year import counting_day, school_year_of

SOON = timedelta(hours=24)


@dataclass(frozen=True)
class ClassRow:
    """One class.

    Attributes:
        joined: students who have signed in at least once.
        titles: modules running now.
        next_closing: the earliest closing time among them.
        locked: students who have to wait at the door now.
        waiting: written answers that nobody has marked.
    """

    classroom: Classroom
    students: int
    joined: int
    titles: list[str]
    next_closing: datetime | None
    locked: int = 0
    waiting: int = 0

    @property
    def closes_soon(self) -> bool:
        """Whether something closes within a day."""
        return self.next_closing is not None and self.next_closing <= timezone.now() + SOON


@dataclass(frozen=True)
class ClassList:
    """A page of classes, and what it was chosen by.

    Attributes:
        years: school years in which this teacher has classes, the latest first.
    """

    rows: list[ClassRow]
    years: list[int]
    year: int
    words: str

    @property
    def has_any(self) -> bool:
        """Whether there is a class in any year."""
        return bool(self.years)


def read_class_list(user, language: str, *, year: str = "", words: str = "") -> ClassList:
    """The classes this teacher teaches today. Five statements for any number of classes.

    Args:
        year: a school year as the page's address says it; anything else means this year, or the
            latest with classes.
        words: part of a class's or school's name.
    """
    mine = Classroom.objects.visible_to(user)
    years = sorted(set(mine.order_by().values_list("school_year", flat=True)), reverse=True)
    this_year = school_year_of(timezone.localdate())
    default = this_year if this_year in years or not years else years[0]
    chosen = next((each for each in years if str(each) == year), default)
    classrooms = _found_by(words, list(_with_counts(mine.of_year(chosen), chosen)))
    running = list(
        Assignment.objects.filter(classroom__in=classrooms).open().select_related("module")
    )
    titles = ModulePage.objects.titles_in(language, {a.module.translation_key for a in running})
    waiting = _waiting(classrooms)
    rows = [_row(classroom, running, titles, waiting) for classroom in classrooms]
    return ClassList(rows, years, chosen, words)


def _with_counts(classrooms, school_year: int):
    present = is_present("students__", today=counting_day(school_year, timezone.localdate()))
    locked = present & Q(students__wait_until__gt=timezone.now())
    return (
        classrooms.select_related("school")
        .with_door()
        .annotate(
            student_count=Count("students", filter=present),
            joined_count=Count("students", filter=present & Q(students__sign_in_count__gt=0)),
            locked_count=Count("students", filter=locked),
        )
    )


def _found_by(words: str, classrooms: list[Classroom]) -> list[Classroom]:
    """Those whose name contains every word; a class's name is made in the reader's language."""
    wanted = [word.lower() for word in words.split()]
    named = [
        (classroom, f"{classroom.school} {classroom} {_short(classroom)}".lower())
        for classroom in classrooms
    ]
    return [classroom for classroom, name in named if all(word in name for word in wanted)]


def _short(classroom: Classroom) -> str:
    """How teachers write a class in short: "2-3"."""
    return f"{classroom.grade}-{classroom.class_number}"


def _waiting(classrooms: list[Classroom]) -> dict[UUID, int]:
    """Unmarked written answers by class; one statement."""
    occasions = Occasion.objects.filter(assignment__classroom__in=classrooms).values("pk")
    answers = Answer.objects.filter(attempt__occasion__in=occasions).waiting()
    return Counter(answers.values_list("attempt__student__classroom", flat=True))


def _row(classroom: Classroom, running: list[Assignment], titles: dict, waiting) -> ClassRow:
    own = [assignment for assignment in running if assignment.classroom_id == classroom.pk]
    return ClassRow(
        classroom=classroom,
        students=classroom.student_count,
        joined=classroom.joined_count,
        titles=[titles.get(a.module.translation_key, a.module.title) for a in own],
        next_closing=min((a.closes_at for a in own if a.closes_at), default=None),
        locked=classroom.locked_count,
        waiting=waiting[classroom.pk],
    )
