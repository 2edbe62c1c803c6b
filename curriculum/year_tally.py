"""Counting what classes did in their year: everybody, and those whose class had a module."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from curriculum.models import Occasion, YearCount
from curriculum.module_records import YearRecords
from quizzes.models import Attempt
from schools.models import Classroom


class YearTally:
    """What some classes of one school year did; reads four statements, whatever their number."""

    def __init__(self, classrooms: Collection[Classroom]):
        """Read everything about these classes (with their schools), all of one year."""
        self._classrooms = list(classrooms)
        # Of a class, and of a module of it or None for whatever it did.
        self._attempts: Counter[tuple[UUID, UUID | None]] = Counter()
        if self._classrooms:
            asked = Classroom.objects.filter(pk__in=[each.pk for each in self._classrooms])
            self._records = YearRecords(asked, self._classrooms[0].school_year)
            self._read_attempts()

    def rows(self) -> list[YearCount]:
        """The counts by office, level and module, not saved."""
        found: dict[tuple, YearCount] = {}
        for classroom in self._classrooms:
            there, begun = self._records.present[classroom.pk], self._records.begun[classroom.pk]
            self._add(found, classroom, None, students=len(there), started=len(begun))
        by_id = {classroom.pk: classroom for classroom in self._classrooms}
        for (classroom_id, module_key), record in self._records.rows.items():
            self._add(
                found,
                by_id[classroom_id],
                module_key,
                students=len(record.assigned),
                started=len(record.started),
                finished=len(record.finishers),
            )
        return list(found.values())

    def _add(self, found: dict, classroom, module_key: UUID | None, **counts: int) -> None:
        school = classroom.school
        of = {
            "school_year": classroom.school_year,
            "office_code": school.office_id,
            "level": school.level,
            "module_key": module_key,
        }
        row = found.setdefault(tuple(of.values()), YearCount(**of))
        counts |= {"classes": 1, "quiz_attempts": self._attempts[classroom.pk, module_key]}
        for name, count in counts.items():
            setattr(row, name, getattr(row, name) + count)

    def _read_attempts(self) -> None:
        given = self._records.given
        occasions = dict(
            Occasion.objects.filter(assignment__in=given).values_list("pk", "assignment")
        )
        rows = Attempt.objects.filter(student__classroom__in=self._records.classes)
        for classroom_id, student, occasion in rows.values_list(
            "student__classroom", "student", "occasion"
        ):
            assignment_id = occasions.get(occasion)
            self._records.note_start(assignment_id, student)
            self._attempts[classroom_id, None] += 1
            if assignment_id:
                self._attempts[classroom_id, given[assignment_id].module.translation_key] += 1
