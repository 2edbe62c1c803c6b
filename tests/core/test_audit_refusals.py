"""Refused tries are written down, stay written, and cannot fill the disk."""

import pytest
from django.db import transaction

from core import actions
from core.actions import record_refusal
from core.audit_search import account_mark
from core.models import AuditEntry
from tests.factories.schools import ClassroomFactory, UserFactory, staff_as, teacher_of
from tests.fixtures_schools import client_past_second_factor, log_in

pytestmark = pytest.mark.django_db


def test_page_without_permission_writes_one_line():
    editor = staff_as("editor")
    client = client_past_second_factor(editor)
    assert client.get("/ko/audit/").status_code == 404
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.result, entry.by) == ("refused:core:audit", "refused", editor)
    assert (entry.target, entry.from_address) == ("GET /ko/audit/", "127.0.0.1")


@pytest.mark.parametrize("method", ["get", "post"])
def test_class_of_somebody_else_writes_one_line(method):
    colleague, address = teacher_of(ClassroomFactory()), f"/ko/classes/{ClassroomFactory().pk}"
    client = client_past_second_factor(colleague)
    assert getattr(client, method)(f"{address}/pin-cards/").status_code == 404
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by) == ("refused:schools:pin-cards", colleague)
    assert entry.target == f"{method.upper()} {address}/pin-cards/"


def test_survey_page_without_permission_writes_one_line():
    client = client_past_second_factor(staff_as("editor"))
    client.get("/ko/rounds/?purpose=secret")
    assert AuditEntry.objects.get().target == "GET /ko/rounds/"


def test_nobody_who_is_led_to_the_sign_in_writes_nothing(client):
    client.get("/ko/audit/")
    assert not AuditEntry.objects.exists()


def test_same_refusal_is_written_once_a_minute_per_person():
    first, second = UserFactory(), UserFactory()
    assert record_refusal(action="refused:x", target="GET /x", by=first)
    assert not record_refusal(action="refused:x", target="GET /x", by=first)
    assert record_refusal(action="refused:x", target="GET /x", by=second)
    assert record_refusal(action="refused:x", target="GET /y", by=first)
    assert AuditEntry.objects.count() == 3


def test_refusals_of_all_together_are_bounded(monkeypatch):
    monkeypatch.setattr(actions, "REFUSALS_A_MINUTE", 3)
    written = [record_refusal(action="schools.sign_in", target=f"{n}") for n in range(5)]
    assert written == [True, True, True, False, False]


@pytest.mark.django_db(transaction=True)
def test_refusal_inside_a_transaction_is_a_mistake_of_ours():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        record_refusal(action="refused:x", target="GET /x")


@pytest.mark.parametrize("known", [True, False], ids=["account", "stranger"])
def test_failed_sign_in_keeps_a_mark_and_no_address(client, known):
    user = UserFactory() if known else UserFactory.build()
    log_in(client, user, password="not the password at all")
    log_in(client, user, password="not that one either here")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.result, entry.by) == ("schools.sign_in", "refused", None)
    assert entry.target == account_mark(user.email.upper()) and user.email not in entry.target
    assert entry.from_address == "127.0.0.1"


def test_sign_in_with_the_right_password_is_no_refusal(client):
    log_in(client, UserFactory())
    assert not AuditEntry.objects.refused().exists()


def test_wrong_password_before_a_delicate_act_names_the_person(client):
    user = UserFactory()
    client.force_login(user)
    client.post("/ko/accounts/reauthenticate/", {"password": "not the password"})
    assert AuditEntry.objects.get().by == user
