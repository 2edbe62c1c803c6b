"""Students who came or went within the year: their record stays where it was made, with a tag."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from schools.models import Classroom, Student


@dataclass(frozen=True)
class SeatTag:
    """Where a student came from or went to.

    Attributes:
        came_from: the class before; None for one who began here.
        went_to: the class after; None for one who is here or left the school.
    """

    has_left: bool
    came_from: Classroom | None = None
    went_to: Classroom | None = None


def read_seat_tags(classroom: Classroom) -> dict[int, SeatTag]:
    """Tags by number; most students have none. Two statements."""
    changed = Student.objects.filter(
        Q(moved_from__classroom__school_year=classroom.school_year)
        | Q(left_on__lte=classroom.counting_day),
        classroom=classroom,
    ).select_related("moved_from__classroom")
    return {
        student.number: SeatTag(
            has_left=student.has_left_by(classroom.counting_day),
            came_from=_class_before(student, classroom),
            went_to=next((later.classroom for later in student.moved_to.all()), None),
        )
        for student in changed.prefetch_related("moved_to__classroom")
    }


def tag_words(tag: SeatTag | None) -> str:
    """The tag as words for the table and the file; empty without one."""
    if tag is None:
        return ""
    if tag.went_to:
        return _("moved to %(classroom)s, record kept") % {"classroom": tag.went_to}
    if tag.has_left:
        return _("has left, record kept")
    return _("came from %(classroom)s") % {"classroom": tag.came_from}


def _class_before(student: Student, classroom: Classroom) -> Classroom | None:
    """A class of the same year; who was where last year is nobody's business here."""
    before = student.moved_from and student.moved_from.classroom
    return before if before and before.school_year == classroom.school_year else None
