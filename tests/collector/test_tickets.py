"""Answers that tickets pay for: spent once, stored once, refused in one word."""

import base64
import json
import secrets
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting import tickets
from reporting.collector import actions
from reporting.collector.envelopes import EnvelopeRefused, TicketEnvelope, from_json
from reporting.collector.models import Answer, Spent, Tally
from reporting.collector.rounds import find_round
from reporting.raw_rsa import load_signer
from tests.factories.survey import GivenRound, ticket_key
from tests.factories.tickets import blind

pytestmark = pytest.mark.django_db(databases=["survey"])


def envelope(given_round: GivenRound, stratum: str = "B10-M", *, ticket=None, answers=None):
    level = stratum[-1]
    row = given_round.instrument.make_row(answers or {}, level)
    return TicketEnvelope(
        round_key=given_round.key,
        stratum=stratum,
        ticket=ticket or given_round.sign_ticket(stratum),
        answer_id=secrets.token_bytes(16),
        sealed=find_round(given_round.key).seal(row, stratum),
    )


def as_json(sent: TicketEnvelope) -> dict:
    ticket = sent.ticket.prefix + sent.ticket.signature
    return {
        "round": sent.round_key,
        "stratum": sent.stratum,
        "ticket": base64.b64encode(ticket).decode(),
        "id": sent.answer_id.hex(),
        "sealed": base64.b64encode(sent.sealed).decode(),
    }


def post(client, fields: dict):
    return client.post("/send/", json.dumps(fields), content_type="application/json")


def test_answer_is_stored_sealed_and_its_ticket_spent(round_with_codes, django_assert_num_queries):
    sent = envelope(round_with_codes, answers={"Q2": "1"})
    with django_assert_num_queries(3, using="survey"):  # 1 of data, 2 of the transaction
        actions.store_ticket_answer(sent)
    answer, mark = Answer.objects.get(), Spent.objects.get()
    assert answer.stratum == "B10-M"
    assert round_with_codes.open_sealed(answer.ciphertext, "B10-M")["answers"]["Q2"] == "1"
    assert bytes(mark.pk) not in sent.ticket.prefix + sent.ticket.signature
    assert Tally.objects.get().accepted == 1


def test_t65_same_envelope_again_succeeds_and_stores_nothing(survey_client, round_with_codes):
    fields = as_json(envelope(round_with_codes))
    outcomes = [post(survey_client, fields).json()["outcome"] for _ in range(3)]
    assert outcomes == ["stored"] * 3
    assert Answer.objects.count() == Tally.objects.get().accepted == 1


def test_i05_ticket_used_for_another_answer_is_refused(survey_client, round_with_codes):
    first = envelope(round_with_codes)
    second = envelope(round_with_codes, ticket=first.ticket)
    assert post(survey_client, as_json(first)).status_code == 200
    response = post(survey_client, as_json(second))
    assert (response.status_code, response.json()) == (409, {"outcome": "spent"})
    assert Answer.objects.count() == 1


def test_i05_ticket_of_another_stratum_round_or_closed_round_is_refused(
    survey_client, round_with_codes
):
    other_stratum = envelope(round_with_codes, ticket=round_with_codes.sign_ticket("B10-H"))
    other_round = envelope(round_with_codes, ticket=round_with_codes.sign_ticket(of_round="2025-1"))
    unknown = replace(envelope(round_with_codes), stratum="Z99-M")
    for sent in (other_stratum, other_round, unknown):
        assert post(survey_client, as_json(sent)).json() == {"outcome": "unknown-ticket"}
    late = envelope(round_with_codes)
    round_with_codes.close(grace=timedelta(0))
    assert post(survey_client, as_json(late)).json() == {"outcome": "closed"}
    assert not Answer.objects.exists() and not Spent.objects.exists()


def test_i05_ticket_is_taken_within_the_grace_though_its_key_is_gone(round_with_codes):
    sent = envelope(round_with_codes)
    round_with_codes.close(grace=timedelta(minutes=10))
    actions.store_ticket_answer(sent)
    assert Answer.objects.count() == 1


def test_i06_another_signature_over_the_same_message_does_not_spend_it_twice(round_with_codes):
    """Who signs the same message again, with another salt, has a second valid signature."""
    first = envelope(round_with_codes)
    prepared = tickets.prepare(
        tickets.context_for(round_with_codes.key, "B10-M"), first.ticket.prefix
    )
    second = replace(first.ticket, signature=signed_with_other_salt(prepared))
    assert second.signature != first.ticket.signature
    actions.store_ticket_answer(first)
    with pytest.raises(actions.TicketSpent):
        actions.store_ticket_answer(envelope(round_with_codes, ticket=second))
    assert Answer.objects.count() == 1


def signed_with_other_salt(prepared: bytes) -> bytes:
    hidden = blind(tickets.public_key_of(ticket_key("B10-M")), prepared)
    signed = tickets.blind_sign(load_signer(ticket_key("B10-M")), hidden.message)
    return hidden.finalize(signed).signature


def public_key(stratum: str):
    return tickets.read_public_key(tickets.public_key_of(ticket_key(stratum)))


def test_i06_signature_plus_the_modulus_is_no_second_signature(survey_client, round_with_codes):
    first = envelope(round_with_codes)
    n = public_key("B10-M").public_numbers().n
    larger = int.from_bytes(first.ticket.signature) + n
    if larger.bit_length() <= 2048:
        sent = envelope(
            round_with_codes, ticket=replace(first.ticket, signature=larger.to_bytes(256))
        )
        assert post(survey_client, as_json(sent)).json() == {"outcome": "unknown-ticket"}
    fields = as_json(first)
    fields["ticket"] = base64.b64encode(first.ticket.prefix + larger.to_bytes(257)).decode()
    assert post(survey_client, fields).json() == {"outcome": "refused"}


def test_i08_stratum_takes_no_more_answers_than_it_has_students(survey_client, round_with_codes):
    few = [{**one, "enrolled": 2} for one in round_with_codes.bundle["strata"]]
    round_with_codes.change(strata=few)
    outcomes = [
        post(survey_client, as_json(envelope(round_with_codes))).json()["outcome"] for _ in range(3)
    ]
    assert outcomes == ["stored", "stored", "unknown-ticket"]
    assert Answer.objects.count() == Spent.objects.count() == Tally.objects.get().accepted == 2


def test_answer_that_another_ticket_paid_for_leaves_this_one_unspent(round_with_codes):
    first = envelope(round_with_codes)
    actions.store_ticket_answer(first)
    with pytest.raises(EnvelopeRefused):
        actions.store_ticket_answer(replace(first, ticket=round_with_codes.sign_ticket()))
    assert Spent.objects.count() == 1


@given(place=st.integers(0, 287), change=st.integers(1, 255))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_t66_ticket_with_one_changed_byte_is_refused_without_detail(
    survey_client, round_with_codes, place, change
):
    fields = as_json(envelope(round_with_codes))
    forged = bytearray(base64.b64decode(fields["ticket"]))
    forged[place] ^= change
    response = post(survey_client, {**fields, "ticket": base64.b64encode(forged).decode()})
    assert (response.status_code, response.json()) == (404, {"outcome": "unknown-ticket"})


@pytest.mark.parametrize(
    "change",
    [
        {"ticket": ""},
        {"ticket": "AAAA"},
        {"ticket": "not base 64!"},
        {"ticket": None},
        {"stratum": 5},
        {"code": "4K7M92XDPQ3RT"},
        {"level": "M"},
        {"words": "free text"},
        {"id": "00"},
    ],
)
def test_t75_message_of_another_form_is_refused(survey_client, round_with_codes, change):
    response = post(survey_client, {**as_json(envelope(round_with_codes)), **change})
    assert (response.status_code, response.json()) == (400, {"outcome": "refused"})
    assert not Answer.objects.exists()


def test_ticket_sent_through_the_form_of_the_review_page_is_refused(
    survey_client, round_with_codes
):
    fields = as_json(envelope(round_with_codes))
    assert survey_client.post("/ko/m/send/", fields).status_code == 422


def test_envelope_in_json_is_the_envelope(round_with_codes):
    sent = envelope(round_with_codes)
    assert from_json(json.dumps(as_json(sent)).encode()) == sent


def store_at_once(sent: list[TicketEnvelope]) -> list[str]:
    outcomes = []

    def store(one):
        try:
            actions.store_ticket_answer(one)
            outcomes.append("stored")
        except (actions.TicketSpent, actions.TicketUnknown) as problem:
            outcomes.append(type(problem).__name__)
        finally:
            connections["survey"].close()

    threads = [threading.Thread(target=store, args=[one]) for one in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(databases=["survey"], transaction=True)
@pytest.mark.parametrize("is_same", [True, False])
def test_t64_ticket_sent_by_many_at_once_stores_one_answer(round_with_codes, is_same):
    first = envelope(round_with_codes)
    sent = [first if is_same else envelope(round_with_codes, ticket=first.ticket) for _ in range(8)]
    outcomes = store_at_once(sent)
    assert Answer.objects.count() == Spent.objects.count() == 1
    assert outcomes.count("stored") == (8 if is_same else 1)
    assert len(outcomes) == 8


@pytest.mark.django_db(databases=["survey"], transaction=True)
def test_i08_many_at_once_do_not_overfill_a_stratum(round_with_codes):
    few = [{**one, "enrolled": 3} for one in round_with_codes.bundle["strata"]]
    round_with_codes.change(strata=few)
    outcomes = store_at_once([envelope(round_with_codes) for _ in range(8)])
    assert sorted(outcomes) == ["TicketUnknown"] * 5 + ["stored"] * 3
    assert Answer.objects.count() == Tally.objects.get().accepted == 3
