"""xAPI: off by default, pseudonyms only, never a survey, each statement sent once."""

import io
import json
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from config import env
from curriculum.actions import save_lesson_progress
from curriculum.actions.exchange import forget_statements
from curriculum.exchange import xapi
from curriculum.models import Occasion, XapiStatement
from quizzes.actions import start_attempt, submit_attempt
from tests.curriculum.store_server import StoreServer
from tests.factories.curriculum import LESSON_LENGTH, latest_edition
from tests.statements import data_statements

KEY = "only-for-tests-" + "x" * 32


@pytest.fixture
def _on(settings):
    settings.XAPI_ENDPOINT = "http://127.0.0.1:1/xapi"
    settings.XAPI_AUTH = "key:secret"
    settings.XAPI_PSEUDONYM_KEY = KEY


@pytest.fixture
def store(_on, settings):
    """A store on this machine, which the settings name."""
    server = StoreServer()
    settings.XAPI_ENDPOINT = server.endpoint
    yield server
    server.shutdown()
    server.server_close()


def go_on(assignment, student, step, reached: int) -> None:
    save_lesson_progress(
        assignment=assignment, student=student, step=step, reached=reached, length=LESSON_LENGTH
    )


def hand_in(assignment, student, step) -> None:
    occasion = Occasion.id_for(assignment.pk, step.key)
    attempt = start_attempt(student=student, occasion=occasion, edition=latest_edition())
    submit_attempt(attempt_id=attempt.pk, student=student)


def bodies() -> list[dict]:
    return [row.body for row in XapiStatement.objects.order_by("made_at")]


def verbs() -> list[str]:
    return sorted(body["verb"]["id"].rpartition("/")[2] for body in bodies())


def put_out(count: int = 1, **fields) -> list[XapiStatement]:
    rows = [
        XapiStatement(
            id=(key := uuid.uuid4()),
            school_year=2026,
            body={"id": str(key), "verb": {"id": xapi.VERBS + "progressed"}},
            **fields,
        )
        for _ in range(count)
    ]
    return XapiStatement.objects.bulk_create(rows)


def send(*options) -> str:
    said = io.StringIO()
    call_command("send_xapi_statements", *options, stdout=said)
    return said.getvalue()


def due_at_once() -> None:
    XapiStatement.objects.update(send_after=timezone.now())


def test_xapi_switched_off_costs_no_statement_and_keeps_nothing(
    assignment, student, lesson_step, quiz_step
):
    with data_statements(at_most=2):
        go_on(assignment, student, lesson_step, 1)
    hand_in(assignment, student, quiz_step)
    assert not XapiStatement.objects.exists()


@pytest.mark.usefixtures("_on")
def test_xapi_module_from_first_step_to_last_is_told_once(
    assignment, student, lesson_step, quiz_step
):
    for reached in (1, 2, 1, 3, 3):
        go_on(assignment, student, lesson_step, reached)
    assert verbs() == ["progressed"] * 3
    hand_in(assignment, student, quiz_step)
    assert verbs() == ["completed", *["progressed"] * 3, "scored"]
    progress = [body["result"]["extensions"][xapi.PROGRESS] for body in bodies()[:3]]
    assert sorted(progress) == [33, 66, 100]
    score = next(body for body in bodies() if body["verb"]["id"].endswith("scored"))
    assert score["result"]["score"] == {"raw": 0, "min": 0, "max": 3, "scaled": 0}
    assert score["object"]["definition"]["name"]["ko"]
    assert score["context"]["contextActivities"]["parent"][0]["id"].endswith(
        str(assignment.module.translation_key)
    )


@pytest.mark.usefixtures("_on")
def test_xapi_names_a_pseudonym_and_nobody(assignment, student, lesson_step, quiz_step):
    go_on(assignment, student, lesson_step, LESSON_LENGTH)
    hand_in(assignment, student, quiz_step)
    actors = {json.dumps(body["actor"]) for body in bodies()}
    classroom = student.classroom
    assert [json.loads(actor) for actor in actors] == [
        {
            "objectType": "Agent",
            "account": {
                "homePage": "http://localhost:8000",
                "name": xapi.pseudonym(KEY.encode(), classroom.school_year, student.pk),
            },
        }
    ]
    told = json.dumps(bodies(), ensure_ascii=False)
    for secret in (student.pk, classroom.pk, assignment.pk, classroom.school.neis_code, classroom):
        assert str(secret) not in told


@pytest.mark.usefixtures("_on")
def test_xapi_never_mentions_the_survey_step(assignment, student, lesson_step, quiz_step):
    go_on(assignment, student, lesson_step, LESSON_LENGTH)
    hand_in(assignment, student, quiz_step)
    survey = next(step for step in assignment.module.steps if step.block_type == "survey")
    told = json.dumps(bodies())
    assert "completed" in verbs()
    assert "survey" not in told and str(survey.id) not in told


@pytest.mark.usefixtures("_on")
def test_xapi_statement_goes_with_the_progress_it_is_about(assignment, student, lesson_step):
    with pytest.raises(RuntimeError, match="too late"), transaction.atomic():
        go_on(assignment, student, lesson_step, 1)
        raise RuntimeError("too late")
    assert not XapiStatement.objects.exists()


@pytest.mark.usefixtures("_on")
def test_xapi_closed_year_takes_its_statements_along(db):
    put_out(2)
    forget_statements(school_year=2025)
    assert XapiStatement.objects.count() == 2
    forget_statements(school_year=2026)
    assert not XapiStatement.objects.exists()


def test_xapi_pseudonym_is_another_one_each_year_and_with_each_key():
    student = uuid.uuid4()
    names = {
        xapi.pseudonym(key, year, student)
        for key in (b"a" * 32, b"b" * 32)
        for year in (2025, 2026)
    }
    assert len(names) == 4
    assert all(len(name) == 64 and str(student) not in name for name in names)


def test_xapi_same_deed_has_the_same_id_and_a_quiz_without_points_no_scale():
    deed = xapi.Deed(
        home="https://classroom.example",
        actor="a",
        assignment=uuid.UUID(int=1),
        module=uuid.UUID(int=2),
        titles={},
        at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )
    assert xapi.completed(deed) == xapi.completed(deed)
    told = xapi.scored(
        deed, quiz=uuid.UUID(int=3), attempt=uuid.UUID(int=4), points=Decimal(0), points_possible=0
    )
    assert told["result"]["score"] == {"raw": 0.0, "min": 0, "max": 0}
    assert told["timestamp"] == "2026-03-02T09:00:00+00:00"


def test_xapi_store_gets_everything_once_and_only_at_the_named_address(db, store):
    put_out(120)
    assert send().startswith("120 sent, 0 wait")
    assert len(store.kept) == 120 and not XapiStatement.objects.exists()
    for path, headers, ids in store.asked:
        assert path == "/xapi/statements" and len(ids) <= 50
        assert headers["X-Experience-API-Version"] == "1.0.3"
        assert headers["Authorization"].startswith("Basic ")


def test_xapi_store_that_knows_a_statement_already_ends_its_wait(db, store):
    (row,) = put_out()
    store.kept[str(row.pk)] = {"id": str(row.pk), "timestamp": "another"}
    send()
    assert not XapiStatement.objects.exists()


@pytest.mark.parametrize("status", [401, 403, 404, 429, 502, 503])
def test_xapi_store_in_trouble_keeps_everything_waiting_longer_each_time(db, store, status):
    put_out(3)
    waits = []
    for _ in range(3):
        store.answers = [status]
        with pytest.raises(CommandError, match=f"HTTP {status}"):
            send()
        waits.append(min(XapiStatement.objects.values_list("send_after", flat=True)))
        assert send().startswith("0 sent, 3 wait")
        due_at_once()
    pauses = [(at - timezone.now()) / timedelta(minutes=1) for at in waits]
    assert pauses == pytest.approx([1, 2, 4], abs=0.5)
    assert send().startswith("3 sent")


def test_xapi_store_that_is_not_there_is_told_and_loses_nothing(db, _on):
    put_out()
    with pytest.raises(CommandError, match="ConnectionError"):
        send()
    assert XapiStatement.objects.waiting().count() == 1


def test_xapi_store_that_does_not_answer_is_left_after_its_time(db, store, monkeypatch):
    put_out()
    store.shutdown()
    monkeypatch.setattr("curriculum.exchange.xapi_store.ANSWER_SECONDS", 0.2)
    with pytest.raises(CommandError, match="ReadTimeout"):
        send()


def test_xapi_redirect_of_the_store_is_not_followed(db, store):
    other = StoreServer()
    store.answers, store.elsewhere = [307], f"{other.endpoint}/statements"
    put_out()
    with pytest.raises(CommandError, match="HTTP 307"):
        send()
    other.shutdown()
    assert not other.asked


def test_xapi_statement_the_store_does_not_want_is_set_aside_and_the_others_go(db, store):
    rows = put_out(5)
    bad = rows[2]
    store.poison = {str(bad.pk): 400}
    assert send().startswith("4 sent, 0 wait, 1 newly set aside")
    assert set(store.kept) == {str(row.pk) for row in rows} - {str(bad.pk)}
    assert f"{bad.pk}" in send("--list") and "HTTP 400" in send("--list")
    store.poison = {}
    assert "1 sent" in send("--again")


def test_xapi_statement_on_which_the_store_breaks_is_tried_for_days_and_then_set_aside(db, store):
    (bad,) = put_out()
    store.poison = {str(bad.pk): 500}
    for _ in range(13):
        send()
        due_at_once()
    assert XapiStatement.objects.waiting().get().tries == 13
    send()
    assert XapiStatement.objects.set_aside().get().set_aside_because == "HTTP 500"


def test_xapi_command_says_that_it_is_switched_off(db):
    with pytest.raises(CommandError, match="XAPI_ENDPOINT is not set"):
        send()


def test_xapi_is_off_until_an_operator_names_a_store():
    assert env.learning_record_store()["XAPI_ENDPOINT"] == ""


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"XAPI_ENDPOINT": "http://store.example/xapi"}, "https"),
        ({"XAPI_AUTH": "no colon"}, "key:secret"),
        ({"XAPI_PSEUDONYM_KEY": "short"}, "XAPI_PSEUDONYM_KEY"),
    ],
)
def test_xapi_half_a_configuration_does_not_start(monkeypatch, given, problem):
    whole = {
        "DEPLOYMENT": "production",
        "XAPI_ENDPOINT": "https://store.example/xapi",
        "XAPI_AUTH": "key:secret",
        "XAPI_PSEUDONYM_KEY": "k" * 32,
    }
    for name, value in (whole | given).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=problem):
        env.learning_record_store()
