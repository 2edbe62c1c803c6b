"""The demo: complete, repeatable, and only where it belongs."""

from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.core.management import CommandError, call_command

from core.models import AuditEntry
from curriculum import demo
from curriculum.before_after import measurement_of, read_change
from curriculum.class_board import read_class_board
from curriculum.demo_change import load_change
from curriculum.demo_lesson import load_lesson
from curriculum.demo_releases import load_demo_releases
from curriculum.demo_rounds import SYNTHETIC_TABLES, load_demo_rounds, sample_codes
from curriculum.models import Assignment, Completion, ModulePage, RunningCount, Step
from curriculum.progress import Need
from reporting.actions.gate_runs import run_gate
from reporting.codes import is_well_formed
from reporting.models import Release, Round
from reporting.round_structure import declared_set, tables_of_round
from reporting.table_addresses import read_words
from schools.models import Classroom, JoinCode, Membership, Student, User

COUNTED = (Assignment, Classroom, Completion, JoinCode, Membership, ModulePage, Step, Student, User)


@pytest.fixture
def _demo_place(settings, tmp_path):
    settings.IS_DEMO = True
    settings.DATA_DIR = tmp_path
    settings.EXCHANGE_DIR = tmp_path / "exchange"


def load():
    demo.load_content()
    demo.load_people()
    demo.load_progress()
    load_lesson()


# One test, because loading the demo takes longer than everything that is asked of it.
@pytest.mark.django_db
@pytest.mark.usefixtures("_demo_place")
def test_demo_is_complete_and_loaded_twice_the_same(client):
    load()
    assert_board_shows_a_class_at_work()
    assert_a_lesson_is_on_and_somebody_calls()
    assert validate_totp_code(demo.PUBLISHED_TOTP_SEED, demo.current_code(demo.ANALYST))
    assert validate_totp_code(demo.PUBLISHED_TOTP_SEED, printed_code(demo.ANALYST))
    before = {model: model.objects.count() for model in COUNTED}
    load()
    assert {model: model.objects.count() for model in COUNTED} == before
    assert before[Student] == 24 + 32 + 25 + 25
    assert before[JoinCode] == 4
    student = Student.objects.get(number=7, classroom=demo.find_classroom(demo.CLASSES[1]))
    assert student.has_pin("000007")
    assert_rounds_are_one_closed_and_synthetic_and_one_open()
    assert_a_class_shows_its_change()
    assert_one_release_is_public_and_another_waits(client)


def printed_code(email: str) -> str:
    """As `make demo-code EMAIL=…` prints it."""
    out = StringIO()
    call_command("demo_code", email, stdout=out)
    return out.getvalue().strip()


def assert_a_class_shows_its_change():
    load_change()
    load_change()
    classroom = demo.find_classroom(demo.CLASSES[3])
    assignment = Assignment.objects.with_steps().get(classroom=classroom, module__slug="module-m4")
    change = read_change(measurement_of(assignment), "ko")
    assert change.is_enough
    assert all(item.is_enough for item in change.items)
    assert RunningCount.objects.get(module_key=None, level="M").students == 32 + 25


def assert_one_release_is_public_and_another_waits(client):
    load_demo_releases()
    load_demo_releases()
    public, asked = Release.objects.order_by("number")
    assert declared_set(public.round).tables == read_words(
        SYNTHETIC_TABLES, tables_of_round(public.round)
    )
    page = client.get("/en/statistics/2026-1-r1/").content.decode()
    assert "synthetic" in page and 'id="table-Q10"' in page
    lines = AuditEntry.objects.filter(target__startswith=public.key)
    people = dict(lines.values_list("action", "by__email"))
    assert people["reporting.review_release"] == demo.ANALYST
    assert people["reporting.approve_release"] == demo.APPROVER
    run_gate(release=asked)
    asked.refresh_from_db()
    assert asked.state == Release.State.GATED


def assert_board_shows_a_class_at_work():
    board = read_class_board(Assignment.objects.with_steps().get(module__slug="module-m1"))
    assert (board.counts.not_started, board.counts.in_progress, board.counts.finished) == (18, 9, 5)
    scores = {seat.steps[1].score for seat in board.seats if seat.steps[1].score}
    assert len(scores) > 2


def assert_a_lesson_is_on_and_somebody_calls():
    board = read_class_board(Assignment.objects.with_steps().get(module__slug="module-h2"))
    assert (board.counts.not_started, board.counts.in_progress, board.counts.finished) == (11, 9, 5)
    assert board.lead
    assert [seat.number for seat in board.seats if seat.need is Need.CALLED] == [17]


def assert_rounds_are_one_closed_and_synthetic_and_one_open():
    call_command("simulate_round", key="2026-1", answers=100_000, table=list(SYNTHETIC_TABLES))
    load_demo_rounds()
    load_demo_rounds()
    synthetic, open_round = Round.objects.order_by("key")
    assert synthetic.is_synthetic
    assert open_round.is_open
    enrolled = dict(open_round.strata.values_list("level", "enrolled"))
    assert enrolled == {"E": 24, "M": 32 + 25, "H": 25}
    assert set(sample_codes()) == {"I10-E", "I10-M", "I10-H"}
    assert all(is_well_formed(code) for code in sample_codes().values())


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["load_demo", "demo_code"])
def test_demo_commands_refuse_outside_a_demo(command):
    with pytest.raises(CommandError):
        call_command(command)
    assert not User.objects.exists()
