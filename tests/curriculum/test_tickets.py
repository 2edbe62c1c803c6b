"""Issuing tickets: one for a seat, the same again for the same message, none for strangers."""

import base64
import json
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from curriculum.actions import RouteFixed, TicketTaken, fix_survey_routes, issue_ticket
from curriculum.models import SurveyRoute, TicketIssue
from reporting.actions import (
    KeyDestroyed,
    NoTicketsLeft,
    close_round,
    destroy_stratum_keys,
    make_stratum_keys,
    ticket_keys,
)
from reporting.models import Round, StratumKey
from reporting.raw_rsa import SigningFailed
from reporting.tickets import BlindedMessageRefused
from tests.factories.reporting import RoundFactory, StratumFactory
from tests.factories.schools import StudentFactory
from tests.factories.survey_rounds import hide, round_with_tickets
from tests.fixtures_schools import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db) -> Round:
    """An open round in which the students of `classroom` take tickets."""
    return round_with_tickets()


def ask(client, assignment, message: bytes, *, lost: bool = False):
    url = reverse("curriculum:survey-ticket", args=[assignment.pk])
    body = {"blinded": base64.b64encode(message).decode(), "lost": lost}
    return client.post(url, json.dumps(body), content_type="application/json")


def test_student_gets_a_signature_that_makes_a_ticket(
    assignment, student_client, round, django_assert_max_num_queries
):
    hidden = hide(round)
    with django_assert_max_num_queries(12):
        response = ask(student_client, assignment, hidden.message)
    assert response.status_code == 200
    ticket = hidden.finalize(base64.b64decode(response.json()["signature"]))
    assert ticket.has_its_lengths
    assert StratumKey.objects.get().issued == 1


def test_i04_same_message_again_gets_the_same_answer_and_counts_once(
    assignment, student_client, round
):
    message = hide(round).message
    replies = [ask(student_client, assignment, message).json() for _ in range(3)]
    assert replies[0]["outcome"] == "signed" and replies.count(replies[0]) == 3
    assert TicketIssue.objects.count() == StratumKey.objects.get().issued == 1


def test_i04_another_message_of_the_same_seat_is_refused(assignment, student_client, round):
    assert ask(student_client, assignment, hide(round).message).status_code == 200
    response = ask(student_client, assignment, hide(round).message)
    assert (response.status_code, response.json()) == (409, {"outcome": "taken"})
    assert TicketIssue.objects.count() == 1


def test_i04_lost_ticket_is_replaced_once_and_counted(assignment, student_client, round):
    ask(student_client, assignment, hide(round).message)
    statuses = [
        ask(student_client, assignment, hide(round).message, lost=True).status_code
        for _ in range(2)
    ]
    key = StratumKey.objects.get()
    assert statuses == [200, 409]
    assert (key.issued, key.issued_again) == (2, 1)


def test_i04_failed_signing_never_uses_up_the_seat(student, round, monkeypatch):
    def fail(signer, blinded):
        raise SigningFailed

    message = hide(round).message
    with monkeypatch.context() as patch, pytest.raises(SigningFailed):
        patch.setattr(ticket_keys.tickets, "blind_sign", fail)
        issue_ticket(student=student, blinded=message)
    assert not TicketIssue.objects.exists() and StratumKey.objects.get().issued == 0
    assert issue_ticket(student=student, blinded=message)


def test_i04_student_who_changed_class_has_had_the_ticket_of_the_old_seat(student, round):
    issue_ticket(student=student, blinded=hide(round).message)
    moved = StudentFactory(classroom=student.classroom, number=30, moved_from=student)
    with pytest.raises(TicketTaken):
        issue_ticket(student=moved, blinded=hide(round).message)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'{"blinded": 5, "lost": false}',
        b'{"blinded": "AAAA", "lost": false}',
        b'{"blinded": "***", "lost": false}',
        b'{"lost": false}',
        b'{"blinded": "' + base64.b64encode(bytes(256)) + b'", "lost": false}',
        b'{"blinded": "' + base64.b64encode(b"\xff" * 256) + b'", "lost": false}',
        b'{"blinded": "' + base64.b64encode(b"\x01" * 256) + b'", "lost": "yes"}',
        b"[" * 5000,
    ],
)
def test_i03_malformed_message_is_refused_and_uses_nothing_up(
    assignment, student_client, round, body
):
    url = reverse("curriculum:survey-ticket", args=[assignment.pk])
    response = student_client.post(url, body, content_type="application/json")
    assert (response.status_code, response.json()) == (400, {"outcome": "refused"})
    assert not TicketIssue.objects.exists()


def test_i08_stratum_gets_no_more_tickets_than_it_has_students(classroom):
    round = round_with_tickets(enrolled=2)
    first, second, third = classroom.students.select_related("classroom__school")
    for student in (first, second):
        issue_ticket(student=student, blinded=hide(round).message)
    with pytest.raises(NoTicketsLeft):
        issue_ticket(student=third, blinded=hide(round).message)
    assert TicketIssue.objects.count() == StratumKey.objects.get().issued == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        StratumKey.objects.update(issued=3)


def test_i08_lost_tickets_are_capped_for_the_whole_stratum(classroom, monkeypatch):
    round = round_with_tickets()
    monkeypatch.setattr(ticket_keys, "LOST_AT_LEAST", 1)
    first, second, _ = classroom.students.select_related("classroom__school")
    for student in (first, second):
        issue_ticket(student=student, blinded=hide(round).message)
    issue_ticket(student=first, blinded=hide(round).message, is_lost=True)
    with pytest.raises(NoTicketsLeft):
        issue_ticket(student=second, blinded=hide(round).message, is_lost=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_same", [True, False])
def test_i04_seat_that_asks_twice_at_once_gets_one_ticket(classroom, is_same):
    round = round_with_tickets()
    student = classroom.students.select_related("classroom__school").first()
    message = hide(round).message
    messages = [message if is_same else hide(round).message for _ in range(6)]
    got = []

    def ask_for_one(blinded):
        try:
            got.append(issue_ticket(student=student, blinded=blinded))
        except TicketTaken:
            got.append(None)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=ask_for_one, args=[each]) for each in messages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    signatures = [one for one in got if one]
    assert len(got) == 6 and len(set(signatures)) == 1
    assert len(signatures) == (6 if is_same else 1)
    assert TicketIssue.objects.count() == StratumKey.objects.get().issued == 1


@pytest.mark.parametrize(
    "times",
    [
        {"opens_at": timezone.now() + timedelta(days=1)},
        {"closes_at": timezone.now() - timedelta(minutes=1)},
        {"state": Round.State.CLOSED},
        {"state": Round.State.DRAFT},
    ],
)
def test_round_that_is_not_open_issues_nothing(assignment, student_client, times):
    round = round_with_tickets(**times)
    assert ask(student_client, assignment, hide(round).message).json() == {"outcome": "closed"}


def test_class_that_draws_codes_gets_no_ticket_and_the_words_for_codes(
    assignment, student_client, round
):
    SurveyRoute.objects.create(
        round_key=round.key, classroom=assignment.classroom, way=SurveyRoute.Way.DRAWN_CODE
    )
    assert ask(student_client, assignment, hide(round).message).json() == {"outcome": "closed"}
    html = student_client.get(reverse("curriculum:survey-door", args=[assignment.pk])).content
    assert "data-ticket" not in html.decode() and "뽑은 코드 쪽지" in html.decode()


def test_door_gives_the_script_the_published_list_and_no_name(assignment, student_client, round):
    html = student_client.get(reverse("curriculum:survey-door", args=[assignment.pk])).content
    key = StratumKey.objects.get()
    assert key.fingerprint in html.decode()
    assert "scriptless" in html.decode() and "js/survey-ticket.js" in html.decode()


def test_t79_issue_has_no_time_and_no_number_that_counts():
    kinds = {field.get_internal_type() for field in TicketIssue._meta.local_fields}
    assert kinds == {"UUIDField", "ForeignKey", "PositiveSmallIntegerField", "BinaryField"}


def test_ticket_of_a_class_that_was_not_given_a_survey_is_not_found(neighbours, assignment, round):
    _, _, stranger = neighbours
    assert ask(client_of(stranger), assignment, hide(round).message).status_code == 404
    assert not TicketIssue.objects.exists()


def test_ways_are_fixed_before_the_round_opens_and_not_after(classroom, teacher):
    way = SurveyRoute.Way.DRAWN_CODE
    for each in (SurveyRoute.Way.TICKET, way):
        fix_survey_routes(round_key="2027-1", classrooms=[classroom], way=each, by=teacher)
    assert SurveyRoute.objects.get().way == way
    assert AuditEntry.objects.filter(action="curriculum.fix_survey_routes").count() == 2
    RoundFactory(key="2027-1")
    with pytest.raises(RouteFixed):
        fix_survey_routes(round_key="2027-1", classrooms=[classroom], way=way, by=teacher)


def test_i17_keys_are_gone_when_they_are_destroyed(student):
    round = RoundFactory()
    StratumFactory(round=round)
    make_stratum_keys(round=round)
    make_stratum_keys(round=round)
    key = StratumKey.objects.get()
    assert len(key.fingerprint) == 64 and b"PRIVATE" not in bytes(key.sealed_private_key)
    assert destroy_stratum_keys(round=round) == 1
    key.refresh_from_db()
    assert key.sealed_private_key is None and key.destroyed_at
    with pytest.raises(ticket_keys.KeyDestroyed):
        ticket_keys.sign_blinded(key=key, blinded=b"\x01" * 256)


def test_i03_action_refuses_what_is_no_number_below_the_modulus(student, round):
    with pytest.raises(BlindedMessageRefused):
        issue_ticket(student=student, blinded=b"\xff" * 256)


def test_i17_closing_deletes_who_took_a_ticket_and_keeps_how_many(
    student, round, settings, tmp_path
):
    settings.EXCHANGE_DIR = tmp_path
    issue_ticket(student=student, blinded=hide(round).message)
    close_round(round=round)
    assert not TicketIssue.objects.exists()
    assert StratumKey.objects.get(stratum__round=round).issued == 1


def test_ticket_signed_while_the_round_closes_is_not_kept(student, round, monkeypatch):
    def sign_and_close(*, key, blinded):
        destroy_stratum_keys(round=round)
        return b"signature"

    monkeypatch.setattr("curriculum.actions.tickets.sign_blinded", sign_and_close)
    with pytest.raises(KeyDestroyed):
        issue_ticket(student=student, blinded=hide(round).message)
    assert not TicketIssue.objects.exists()
