"""Who has a module and who finished it, class by class: the one count behind every report.

A student is counted where they are, once: in the class of today, or of the last day of a year that
is over, with what they did at any seat they had in the year.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONArray
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from curriculum.models import Assignment, Completion
from schools.models import Classroom, Student
from schools.same_student import SameStudent
from schools.school_year import counting_day

CHANGED = Q(Exists(Student.objects.filter(moved_from=OuterRef("pk")))) | Q(moved_from__isnull=False)


@dataclass
class ModuleRecord:
    """One module of one class, however often the class was given it.

    Attributes:
        assignments: in the order in which they opened.
        present: everybody who is in the class; `group` those of them a group's assignment names.
        begun: those who began it, here or in the class they came from.
        finishers: when each of those who finished it had done so first.
    """

    assignments: list[Assignment]
    present: set[UUID]
    is_for_class: bool = False
    group: set[UUID] = field(default_factory=set)
    begun: set[UUID] = field(default_factory=set)
    finishers: dict[UUID, datetime] = field(default_factory=dict)

    @property
    def assigned(self) -> set[UUID]:
        """Those in the class who have the module, or finished it where they were before."""
        return self.present if self.is_for_class else self.group | self.finishers.keys()

    @property
    def started(self) -> set[UUID]:
        """Those of them who began."""
        return self.begun & self.assigned


class YearRecords:
    """What some classes of a school year did; two statements, whatever their number.

    Attributes:
        rows: by class and key of the module, in the order in which modules opened.
        present: who is in each class, and `begun` who of them began anything.
        given: assignments of these classes, and of those from which somebody changed, by id.
        classes: ids of all of these that have students.
    """

    def __init__(self, classrooms: QuerySet[Classroom], school_year: int):
        """Read everything about these classes, all of `school_year`."""
        self._day = counting_day(school_year, timezone.localdate())
        self.rows: dict[tuple[UUID, UUID], ModuleRecord] = {}
        self.present: dict[UUID, set[UUID]] = defaultdict(set)
        self.begun: dict[UUID, set[UUID]] = defaultdict(set)
        same_year = Classroom.objects.of_year(school_year)
        reach = same_year.filter(school__in=classrooms.values("school"))
        self.given = {each.pk: each for each in self._assignments(classrooms, reach)}
        students = list(_students(classrooms, reach))
        self.classes = {student.classroom_id for student in students}
        self._homes = _homes(students, self._day)
        for seat, classroom in self._homes.values():
            self.present[classroom].add(seat)
        for assignment in self.given.values():
            self._add(assignment)
        for student in students:
            self._add_doings(student)

    def note_start(self, assignment_id: UUID | None, seat: UUID) -> None:
        """Note that a student began something at a seat; None for what was not assigned."""
        if home := self._homes.get(seat):
            present_seat, classroom = home
            self.begun[classroom].add(present_seat)
            if row := self._row_for(assignment_id, classroom):
                row.begun.add(present_seat)

    def _assignments(self, classrooms, reach) -> QuerySet[Assignment]:
        changed = Student.objects.filter(CHANGED, classroom=OuterRef("classroom"))
        given = Assignment.objects.filter(
            Q(classroom__in=classrooms) | Q(Exists(changed), classroom__in=reach),
            opens_at__lte=timezone.now(),
        )
        return (
            given.kept()
            .with_steps()
            .with_group(today=self._day)
            .select_related("module", "classroom")
            # The steps of a page are a document of their own; here their rows are counted.
            .defer("module__steps")
            .annotate(is_asked=Q(classroom__in=classrooms))
            .order_by("opens_at")
        )

    def _add(self, assignment: Assignment) -> None:
        if not assignment.is_asked:
            return
        key = (assignment.classroom_id, assignment.module.translation_key)
        row = self.rows.setdefault(key, ModuleRecord([], self.present[assignment.classroom_id]))
        row.assignments.append(assignment)
        row.is_for_class |= not assignment.is_for_group
        row.group.update(assignment.group_ids)

    def _add_doings(self, student: Student) -> None:
        finished: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
        for assignment_id, step, at in student.done_rows or ():
            self.note_start(UUID(assignment_id), student.pk)
            if at:
                finished[UUID(assignment_id)][UUID(step)] = parse_datetime(at)
        for assignment_id, steps in finished.items():
            self._note_finish(assignment_id, student.pk, steps)

    def _note_finish(self, assignment_id: UUID, seat: UUID, steps: dict[UUID, datetime]) -> None:
        present_seat, classroom = self._homes.get(seat, (None, None))
        row = self._row_for(assignment_id, classroom)
        at = row and self.given[assignment_id].past.finished_at(steps)
        if at:
            row.finishers[present_seat] = min(at, row.finishers.get(present_seat, at))

    def _row_for(self, assignment_id: UUID | None, classroom: UUID | None) -> ModuleRecord | None:
        """The same module as an assignment's, in another class or the same."""
        assignment = self.given.get(assignment_id)
        return assignment and self.rows.get((classroom, assignment.module.translation_key))


def _students(classrooms, reach) -> QuerySet[Student]:
    done = Completion.objects.filter(student=OuterRef("pk")).order_by()
    of_them = Student.objects.filter(Q(classroom__in=classrooms) | Q(CHANGED, classroom__in=reach))
    return of_them.annotate(
        done_rows=ArraySubquery(
            done.values(row=JSONArray("assignment_id", "step_id", "finished_at"))
        )
    ).only("classroom", "left_on", "moved_from")


def _homes(students: Iterable[Student], day: date) -> dict[UUID, tuple[UUID, UUID]]:
    """Of each seat of somebody who is there that day: the seat they are at, and its class."""
    by_id = {student.pk: student for student in students}
    links = ((each.pk, each.moved_from_id) for each in by_id.values())
    same = SameStudent(pair for pair in links if pair[1] in by_id)
    there = (each for each in by_id.values() if not each.has_left_by(day))
    return {seat: (each.pk, each.classroom_id) for each in there for seat in same.seats_of(each.pk)}
