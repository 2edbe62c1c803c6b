"""Codes are spent once, answers are stored once, whatever arrives and how often."""

import secrets
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from reporting import codes
from reporting.collector import actions
from reporting.collector.envelopes import Envelope, EnvelopeRefused
from reporting.collector.models import Answer, Code, Spent
from reporting.collector.rounds import find_round
from reporting.sealing import SealBroken
from tests.factories.survey import stratum_in_bundle, times

pytestmark = pytest.mark.django_db(databases=["survey"])


def envelope(
    given, *, code: str | None = None, stratum: str = "B10-M", answers: dict | None = None
):
    row = given.instrument.make_row(answers or {}, stratum[-1])
    round_ = find_round(given.key)
    return Envelope(
        round_key=given.key,
        stratum=stratum,
        code=code or given.codes[stratum][0],
        answer_id=secrets.token_bytes(16),
        sealed=round_.seal(row, stratum),
    )


def test_answer_is_stored_sealed_and_its_code_spent(round_with_codes, django_assert_num_queries):
    sent = envelope(round_with_codes, answers={"Q2": "1"})
    with django_assert_num_queries(5, using="survey"):  # 3 of data, 2 of the transaction
        actions.store_answer(sent)
    answer = Answer.objects.get()
    assert (answer.stratum, bytes(answer.pk)) == ("B10-M", sent.answer_id)
    assert round_with_codes.open_sealed(answer.ciphertext, "B10-M")["answers"]["Q2"] == "1"
    assert Code.objects.filter(stratum="B10-M").count() == 2
    assert Spent.objects.count() == 1


def test_t65_same_envelope_again_succeeds_and_stores_nothing(round_with_codes):
    sent = envelope(round_with_codes)
    actions.store_answer(sent)
    actions.store_answer(sent)
    assert Answer.objects.count() == 1


def test_i05_code_used_for_another_answer_is_refused(round_with_codes):
    actions.store_answer(envelope(round_with_codes))
    with pytest.raises(actions.CodeSpent):
        actions.store_answer(envelope(round_with_codes))
    assert Answer.objects.count() == 1


def test_t66_code_that_was_never_drawn_is_refused(round_with_codes):
    with pytest.raises(actions.CodeUnknown):
        actions.store_answer(envelope(round_with_codes, code=codes.draw(1)[0]))
    assert not Answer.objects.exists()


def test_code_of_another_level_is_refused_and_stays_usable(round_with_codes):
    code = round_with_codes.codes["B10-H"][0]
    with pytest.raises(actions.WrongDoor):
        actions.store_answer(envelope(round_with_codes, code=code))
    actions.store_answer(envelope(round_with_codes, code=code, stratum="B10-H"))
    assert Answer.objects.get().stratum == "B10-H"


@pytest.fixture
def two_offices(given_round):
    """An open round that asks the middle schools of two offices."""
    here = given_round.bundle["strata"]
    given_round.change(strata=[*here, stratum_in_bundle("T10-M")])
    actions.load_codes(given_round.draw_codes())
    return given_round


def test_code_pays_only_for_an_answer_sealed_to_its_own_stratum(two_offices):
    code = two_offices.codes["T10-M"][0]
    with pytest.raises(actions.WrongDoor):
        actions.store_answer(envelope(two_offices, code=code))
    of_level = find_round(two_offices.key).strata_of("M")
    stratum = codes.stratum_of(code, of_level)
    actions.store_answer(envelope(two_offices, code=code, stratum=stratum))
    answer = Answer.objects.get()
    assert answer.stratum == stratum == "T10-M"
    assert two_offices.open_sealed(answer.ciphertext, "T10-M")
    with pytest.raises(SealBroken):
        two_offices.open_sealed(answer.ciphertext, "B10-M")


def test_code_of_another_round_is_refused(round_with_codes):
    other = envelope(round_with_codes)
    with pytest.raises(actions.RoundClosed):
        actions.store_answer(Envelope("2025-1", "M", other.code, other.answer_id, other.sealed))


@pytest.mark.parametrize("length", [0, 1, 1000, 1298, 100_000])
def test_sealed_answer_of_another_length_is_refused(round_with_codes, length):
    sent = envelope(round_with_codes)
    with pytest.raises(EnvelopeRefused):
        actions.store_answer(
            Envelope(sent.round_key, "M", sent.code, sent.answer_id, b"x" * length)
        )
    assert Code.objects.filter(stratum="B10-M").count() == 3


@pytest.mark.parametrize(
    ("since_closing", "is_taken"),
    [
        (timedelta(seconds=1), True),
        (timedelta(minutes=9, seconds=59), True),
        (timedelta(minutes=10), False),
    ],
)
def test_t78_answer_begun_before_closing_is_taken_within_the_grace(
    round_with_codes, since_closing, is_taken
):
    closes_at = timezone.now() - since_closing
    round_with_codes.change(state="closed", **times(closes_at - timedelta(days=1), closes_at))
    if is_taken:
        actions.store_answer(envelope(round_with_codes))
    else:
        with pytest.raises(actions.RoundClosed):
            actions.store_answer(envelope(round_with_codes))
    assert Answer.objects.exists() == is_taken


def test_round_that_has_not_begun_takes_nothing(round_with_codes):
    tomorrow = timezone.now() + timedelta(days=1)
    round_with_codes.change(**times(tomorrow, tomorrow + timedelta(days=1)))
    with pytest.raises(actions.RoundClosed):
        actions.store_answer(envelope(round_with_codes))


def test_answer_that_another_code_paid_for_leaves_this_code_unspent(round_with_codes):
    first = envelope(round_with_codes)
    other = replace(first, code=round_with_codes.codes["B10-M"][1])
    actions.store_answer(first)
    actions.store_answer(other)
    assert Answer.objects.count() == Spent.objects.count() == 1
    actions.store_answer(replace(envelope(round_with_codes), code=other.code))
    assert Answer.objects.count() == Spent.objects.count() == 2


def test_other_answer_under_a_known_id_is_refused_and_its_code_stays_usable(round_with_codes):
    first = envelope(round_with_codes)
    other = envelope(round_with_codes, code=round_with_codes.codes["B10-M"][1])
    actions.store_answer(first)
    with pytest.raises(EnvelopeRefused):
        actions.store_answer(replace(other, answer_id=first.answer_id))
    with pytest.raises(actions.CodeSpent):
        actions.store_answer(replace(first, sealed=other.sealed))
    actions.store_answer(other)
    assert Answer.objects.count() == Spent.objects.count() == 2


def test_code_loaded_again_while_it_was_being_spent_pays_for_no_second_answer(round_with_codes):
    first = envelope(round_with_codes)
    code = Code.objects.filter(stratum="B10-M")
    before = list(code)
    actions.store_answer(first)
    (spent,) = (one for one in before if not code.filter(pk=bytes(one.pk)).exists())
    Code.objects.create(digest=bytes(spent.pk), round=spent.round, stratum=spent.stratum)
    with pytest.raises(actions.CodeSpent):
        actions.store_answer(envelope(round_with_codes))
    assert Answer.objects.count() == 1


def store_at_once(sent: list[Envelope]) -> list[str]:
    """Store each envelope in a thread of its own; returns "stored" or "spent" for each."""
    outcomes, start = [], threading.Barrier(len(sent))

    def store(one):
        start.wait()
        try:
            actions.store_answer(one)
            outcomes.append("stored")
        except actions.CodeSpent:
            outcomes.append("spent")
        finally:
            connections["survey"].close()

    threads = [threading.Thread(target=store, args=[one]) for one in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(databases=["survey"], transaction=True)
def test_one_answer_sent_at_once_with_different_codes_spends_one_of_them(given_round):
    actions.load_codes(given_round.draw_codes(count=8))
    first = envelope(given_round)
    outcomes = store_at_once([replace(first, code=c) for c in given_round.codes["B10-M"]])
    assert outcomes == ["stored"] * 8
    assert Answer.objects.count() == Spent.objects.count() == 1
    assert Code.objects.filter(stratum="B10-M").count() == 7


@pytest.mark.django_db(databases=["survey"], transaction=True)
@pytest.mark.parametrize("is_same", [True, False])
def test_t64_code_sent_by_many_at_once_stores_one_answer(round_with_codes, is_same):
    first = envelope(round_with_codes)
    sent = [first if is_same else envelope(round_with_codes) for _ in range(8)]
    outcomes = store_at_once(sent)
    assert Answer.objects.count() == Spent.objects.count() == 1
    assert outcomes.count("stored") == (8 if is_same else 1)
    assert len(outcomes) == 8
