"""Who finished what, as counts of classes: the yearly report on mandatory education.

One reading for the screen, the print and the file. It counts; no number of a student is in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Func, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.spreadsheets import Sheet
from curriculum.models import Assignment, Completion, ModulePage, Step
from curriculum.progress import COUNTED_KINDS
from schools.models import Classroom, School, Student
from schools.querysets import is_present


@dataclass
class ReportRow:
    """One module of one class.

    Attributes:
        class_size: students who are in the class today.
        is_for_class: the whole class has it; else those of `group`.
        opened_on: first day on which it was open.
        last_on: day on which somebody finished it last; None before the first.
    """

    classroom: Classroom
    module_key: UUID
    title: str
    level: str
    minutes: int
    class_size: int
    opened_on: date
    is_for_class: bool = False
    group: set[UUID] = field(default_factory=set)
    finishers: dict[UUID, datetime] = field(default_factory=dict)

    @property
    def assigned(self) -> int:
        """Students who are in the class today and have the module, or had it where they were."""
        return self.class_size if self.is_for_class else len(self.group | self.finishers.keys())

    @property
    def finished(self) -> int:
        """Those of them who finished every counted step, here or in the class they came from."""
        return len(self.finishers)

    @property
    def last_on(self) -> date | None:
        """The day of the last of them."""
        return timezone.localdate(max(self.finishers.values())) if self.finishers else None


@dataclass(frozen=True)
class ModuleTotal:
    """One module over all classes of the report."""

    title: str
    level: str
    minutes: int
    classes: int
    assigned: int
    finished: int

    @property
    def percent(self) -> int:
        """Whole per cent of the students who finished; 0 without students."""
        return round(100 * self.finished / self.assigned) if self.assigned else 0


@dataclass(frozen=True)
class CompletionReport:
    """The report of a school, or of one class, for a school year."""

    school: School
    school_year: int
    rows: Sequence[ReportRow]
    read_at: datetime

    @property
    def totals(self) -> list[ModuleTotal]:
        """Module by module, in the order of their titles."""
        by_module: dict[UUID, list[ReportRow]] = {}
        for row in self.rows:
            by_module.setdefault(row.module_key, []).append(row)
        totals = [_total(rows) for rows in by_module.values()]
        return sorted(totals, key=lambda total: total.title)


def read_completion_report(
    school: School, school_year: int, language: str, *, classroom: Classroom | None = None
) -> CompletionReport:
    """Read the report. Three statements at most, whatever the size of the school.

    Args:
        school_year: the year in which it began.
        language: "ko" or "en", of titles.
        classroom: only this class of the school.
    """
    rows: dict[tuple[UUID, UUID], ReportRow] = {}
    assignments = list(_assignments(school, school_year, classroom))
    titles = _titles(assignments, language)
    for assignment in assignments:
        _add(rows, assignment, titles)
    _add_those_who_moved(rows, school, school_year)
    return CompletionReport(school, school_year, _in_order(rows.values()), timezone.localtime())


def report_sheet(report: CompletionReport) -> Sheet:
    """The table for a file: a row for each class and module."""
    return Sheet(
        name=_("Completion report"),
        title=_("Completion report %(year)d") % {"year": report.school_year},
        notes=[
            str(report.school),
            _("As of %(time)s") % {"time": f"{report.read_at:%Y-%m-%d %H:%M}"},
            _("Students who are in the class today. Finished: every lesson and quiz."),
        ],
        header=[
            *(_("School year"), _("Class"), _("Module"), _("School level"), _("Minutes")),
            *(_("Students assigned"), _("Students finished")),
            *(_("Opened on"), _("Last finished on")),
        ],
        rows=[_cells(report.school_year, row) for row in report.rows],
    )


def _cells(year: int, row: ReportRow) -> list:
    return [
        *(year, str(row.classroom), row.title, row.level, row.minutes),
        *(row.assigned, row.finished, row.opened_on.isoformat()),
        row.last_on.isoformat() if row.last_on else "",
    ]


def _assignments(school: School, school_year: int, classroom: Classroom | None):
    steps = Step.objects.filter(
        module_key=OuterRef("module__translation_key"), is_current=True, kind__in=COUNTED_KINDS
    )
    students = Student.objects.present().filter(classroom=OuterRef("classroom"))
    given = Assignment.objects.filter(
        classroom__school=school,
        classroom__school_year=school_year,
        opens_at__lte=timezone.now(),
    )
    if classroom:
        given = given.filter(classroom=classroom)
    return (
        # The steps of a page are a document of their own; here their rows are counted.
        given.kept()
        .with_group()
        .select_related("module", "classroom")
        .defer("module__steps")
        .annotate(
            step_count=_count(steps),
            student_count=_count(students),
            done_rows=ArraySubquery(_done(OuterRef("pk"))),
        )
        .order_by("opens_at")
    )


def _count(rows) -> Subquery:
    # Not Django's Count: as an aggregate it would group by what the outer query asks for.
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT"))
    return Subquery(counted.values("n"), output_field=IntegerField())


def _done(assignment):
    """Of each present student of an assignment: how many counted steps are done, and when."""
    return (
        Completion.objects.filter(
            is_present("student__"),
            assignment=assignment,
            finished_at__isnull=False,
            step__is_current=True,
            step__kind__in=COUNTED_KINDS,
        )
        .order_by()
        .values("student")
        .annotate(steps=Count("pk"), last=Max("finished_at"))
        .values(row=JSONObject(student="student", steps="steps", last="last"))
    )


def _titles(assignments: list[Assignment], language: str) -> dict[UUID, str]:
    if language == "ko":
        return {each.module.translation_key: each.module.title for each in assignments}
    keys = {each.module.translation_key for each in assignments}
    return ModulePage.objects.titles_in(language, keys)


def _add(rows: dict, assignment: Assignment, titles: dict[UUID, str]) -> None:
    """A module that a class was given twice is one row: everybody who finished it either time."""
    module = assignment.module
    key = (assignment.classroom_id, module.translation_key)
    row = rows.setdefault(
        key,
        ReportRow(
            classroom=assignment.classroom,
            module_key=module.translation_key,
            title=titles.get(module.translation_key, module.title),
            level=module.get_level_display(),
            minutes=module.minutes,
            class_size=assignment.student_count,
            opened_on=timezone.localdate(assignment.opens_at),
        ),
    )
    row.is_for_class |= not assignment.is_for_group
    row.group.update(assignment.group_ids)
    for done in assignment.done_rows:
        if assignment.step_count and done["steps"] >= assignment.step_count:
            row.finishers.setdefault(UUID(done["student"]), parse_datetime(done["last"]))


def _add_those_who_moved(rows: dict, school: School, school_year: int) -> None:
    """Count what students finished in the class they came from, under the class they are in."""
    wanted = {key for _, key in rows}
    steps = Step.objects.current_of(wanted).filter(kind__in=COUNTED_KINDS)
    needed = steps.order_by().values("module_key").annotate(n=Count("pk")).values("n")
    moved = (
        Completion.objects.filter(
            is_present("student__moved_to__"),
            student__moved_to__classroom__school=school,
            student__moved_to__classroom__school_year=school_year,
            student__classroom__school_year=school_year,
            finished_at__isnull=False,
            step__in=steps,
        )
        .order_by()
        .values_list("student__moved_to__classroom", "student__moved_to", "step__module_key")
        .annotate(
            steps=Count("pk"),
            last=Max("finished_at"),
            needed=Subquery(needed.filter(module_key=OuterRef("step__module_key"))),
        )
    )
    for classroom_id, student_id, module_key, done, last, of in moved:
        row = rows.get((classroom_id, module_key))
        if row is not None and done >= of:
            row.finishers.setdefault(student_id, last)


def _in_order(rows: Iterable[ReportRow]) -> list[ReportRow]:
    return sorted(rows, key=lambda r: (r.classroom.grade, r.classroom.class_number, r.title))


def _total(rows: list[ReportRow]) -> ModuleTotal:
    return ModuleTotal(
        title=rows[0].title,
        level=rows[0].level,
        minutes=rows[0].minutes,
        classes=len(rows),
        assigned=sum(row.assigned for row in rows),
        finished=sum(row.finished for row in rows),
    )
