"""A teacher's classes, each with what it is doing: one row for the next period."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from curriculum.models import Assignment, ModulePage
from schools.models import Classroom
from schools.querysets import is_present


@dataclass(frozen=True)
class ClassRow:
    """One class.

    Attributes:
        joined: students who have signed in at least once.
        titles: modules running now.
        next_closing: the earliest closing time among them.
    """

    classroom: Classroom
    students: int
    joined: int
    titles: list[str]
    next_closing: datetime | None


def read_class_list(user, language: str) -> list[ClassRow]:
    """The classes this teacher teaches today. Three statements for any number of classes."""
    present = is_present("students__")
    classrooms = (
        Classroom.objects.visible_to(user)
        .select_related("school")
        .with_door()
        .annotate(
            student_count=Count("students", filter=present),
            joined_count=Count("students", filter=present & Q(students__sign_in_count__gt=0)),
        )
    )
    running = list(Assignment.objects.visible_to(user).open().select_related("module"))
    titles = ModulePage.objects.titles_in(language, {a.module.translation_key for a in running})
    return [_row(classroom, running, titles) for classroom in classrooms]


def _row(classroom: Classroom, running: list[Assignment], titles: dict[UUID, str]) -> ClassRow:
    own = [assignment for assignment in running if assignment.classroom_id == classroom.pk]
    return ClassRow(
        classroom=classroom,
        students=classroom.student_count,
        joined=classroom.joined_count,
        titles=[titles.get(a.module.translation_key, a.module.title) for a in own],
        next_closing=min((a.closes_at for a in own if a.closes_at), default=None),
    )
