"""Counting what classes did in their year: everybody, and those whose class had a module."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from curriculum.models import Assignment, Completion, Occasion, Step, YearCount
from curriculum.progress import COUNTED_KINDS
from quizzes.models import Attempt
from schools.models import Student

# A class, and a module of it or None for whatever it did.
Key = tuple[UUID, UUID | None]


class YearTally:
    """What some classes did; reads seven statements, whatever their number."""

    def __init__(self, classrooms: Collection):
        """Read everything about these classes (with their schools)."""
        self.classrooms = list(classrooms)
        self.students: dict[UUID, set[UUID]] = defaultdict(set)
        self.started: dict[Key, set[UUID]] = defaultdict(set)
        self.finished: dict[Key, set[UUID]] = defaultdict(set)
        self.attempts: dict[Key, int] = defaultdict(int)
        self.assignments = {
            each.pk: (each.classroom_id, each.module.translation_key)
            for each in Assignment.objects.filter(classroom__in=classrooms)
            .kept()
            .select_related("module")
        }
        self._read_students()
        self._read_completions()
        self._read_attempts()

    def rows(self) -> list[YearCount]:
        """The counts by office, level and module, not saved."""
        found: dict[tuple, YearCount] = {}
        for classroom in self.classrooms:
            given = {module for owner, module in self.assignments.values() if owner == classroom.pk}
            for module_key in (None, *given):
                self._add(found, classroom, module_key)
        return list(found.values())

    def _add(self, found: dict[tuple, YearCount], classroom, module_key: UUID | None) -> None:
        school = classroom.school
        of = (classroom.school_year, school.office_id, school.level, module_key)
        names = ("school_year", "office_code", "level", "module_key")
        row = found.setdefault(of, YearCount(**dict(zip(names, of, strict=True))))
        key = (classroom.pk, module_key)
        row.classes += 1
        row.students += len(self.students[classroom.pk])
        row.started += len(self.started[key])
        row.finished += len(self.finished[key])
        row.quiz_attempts += self.attempts[key]

    def _read_students(self) -> None:
        of = Student.objects.filter(classroom__in=self.classrooms)
        for classroom_id, student_id in of.values_list("classroom", "pk"):
            self.students[classroom_id].add(student_id)

    def _read_completions(self) -> None:
        steps: dict[UUID, set[UUID]] = defaultdict(set)
        for step in Step.objects.current_of({module for _, module in self.assignments.values()}):
            if step.kind in COUNTED_KINDS:
                steps[step.module_key].add(step.key)
        done: dict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
        rows = Completion.objects.filter(assignment__in=self.assignments)
        for assignment, student, step, at in rows.values_list(
            "assignment", "student", "step", "finished_at"
        ):
            self._note_start(assignment, student)
            if at:
                done[assignment, student].add(step)
        for (assignment, student), finished in done.items():
            needed = steps[self.assignments[assignment][1]]
            if needed and needed <= finished:
                self.finished[self.assignments[assignment]].add(student)

    def _read_attempts(self) -> None:
        occasions = dict(
            Occasion.objects.filter(assignment__in=self.assignments).values_list("pk", "assignment")
        )
        rows = Attempt.objects.filter(student__classroom__in=self.classrooms)
        for classroom_id, student, occasion in rows.values_list(
            "student__classroom", "student", "occasion"
        ):
            self.started[classroom_id, None].add(student)
            self.attempts[classroom_id, None] += 1
            if assignment := occasions.get(occasion):
                self._note_start(assignment, student)
                self.attempts[self.assignments[assignment]] += 1

    def _note_start(self, assignment: UUID, student: UUID) -> None:
        key = self.assignments[assignment]
        self.started[key].add(student)
        self.started[key[0], None].add(student)
