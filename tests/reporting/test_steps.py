"""A round's way through two people's hands: written, reviewed, opened, closed, counted."""

import base64
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from reporting import from_above
from reporting.actions import (
    AskedAlready,
    NobodyAsked,
    NothingWaits,
    SamePerson,
    SealingKeyMissing,
    ask_step,
    change_round,
    confirm_step,
    finish_opening,
    may_be_tabulated,
    prepare_round,
    withdraw_step,
)
from reporting.actions.rounds import approve_instrument
from reporting.codes import read_delivery
from reporting.exchange import exchange_folder, sheets_folder
from reporting.models import Round, StateNotReachable, StepRequest, StratumKey
from tests.factories.reporting import (
    RoundFactory,
    analyst_permissions,
    key_pair,
    questionnaire,
    stratum_input,
)
from tests.factories.schools import UserFactory
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db
SURVEY = "http://127.0.0.1:8001"


@pytest.fixture
def colleague():
    """A second person with the same rights."""
    user = UserFactory()
    permissions = Permission.objects.filter(
        content_type__app_label="reporting", codename__in=analyst_permissions()
    )
    user.user_permissions.set(permissions)
    return user


@pytest.fixture(autouse=True)
def schools(monkeypatch):
    """What the register above counts."""
    strata = [stratum_input(level="E"), stratum_input(level="M", enrolled=31)]
    monkeypatch.setitem(from_above._sources, "students", lambda: strata)
    monkeypatch.setitem(from_above._sources, "drawing", lambda key: {"B10-E": 12})


def open_it(round):
    """What the worker does after an opening was confirmed."""
    finish_opening(round=round, survey_url=SURVEY)
    round.refresh_from_db()


def prepared(by, **changes):
    facts = {
        "key": "2027-1",
        "title_ko": "학교생활 조사",
        "title_en": "School life survey",
        "instrument": approve_instrument(questionnaire()),
        "opens_at": timezone.now() - timedelta(minutes=1),
        "closes_at": timezone.now() + timedelta(days=9),
        "sealing_public_key": key_pair()[1],
    }
    return prepare_round(**{**facts, **changes}, by=by)


def take(round, step, first, second):
    request = ask_step(round=round, step=step, reason="계획대로", by=first)
    confirm_step(request=request, survey_url=SURVEY, by=second)
    if step == "open":
        open_it(round)
    round.refresh_from_db()


def test_round_goes_its_whole_way_through_two_hands(analyst, colleague):
    round = prepared(analyst)
    states = [round.state]
    for step in ("review", "open", "close"):
        take(round, step, analyst, colleague)
        states.append(round.state)
    assert states == ["draft", "reviewed", "open", "closed"]
    assert not may_be_tabulated(round)
    take(round, "tabulate", analyst, colleague)
    assert may_be_tabulated(round)
    done = AuditEntry.objects.exclude(action="reporting.ask_step").order_by("id")
    assert [(line.action.partition(".")[2], line.by) for line in done] == [
        ("prepare_round", analyst),
        ("review_round", colleague),
        ("open_round", colleague),
        ("finish_opening", None),
        ("close_round", colleague),
        ("allow_tabulation", colleague),
    ]


def test_opening_takes_the_students_from_the_register_and_prints_sheets(analyst, colleague):
    round = prepared(analyst)
    take(round, "review", analyst, colleague)
    take(round, "open", colleague, analyst)
    assert {one.key: one.enrolled for one in round.strata.all()} == {"B10-E": 30, "B10-M": 31}
    # Of the two strata one has classes that draw codes.
    assert sorted(path.stem for path in sheets_folder("2027-1").glob("*.html")) == [
        "2027-1-B10-E",
        "2027-1-keys",
    ]
    text = (exchange_folder("2027-1") / "codes.json").read_text()
    digests = read_delivery(text).digests
    assert {key: len(of_stratum) for key, of_stratum in digests.items()} == {"B10-E": 14}
    assert (exchange_folder("2027-1") / "bundle.json").exists()


def test_opening_without_anybody_in_the_register_is_refused(analyst, colleague, monkeypatch):
    round = prepared(analyst)
    take(round, "review", analyst, colleague)
    monkeypatch.setitem(from_above._sources, "students", list)
    request = ask_step(round=round, step="open", reason="계획대로", by=analyst)
    with pytest.raises(NobodyAsked), transaction.atomic():
        confirm_step(request=request, survey_url=SURVEY, by=colleague)
    assert Round.objects.get(pk=round.pk).state == "reviewed"


def test_i17_keys_of_the_strata_stand_in_the_bundle_and_are_destroyed_at_closing(
    analyst, colleague
):
    round = prepared(analyst)
    for step in ("review", "open"):
        take(round, step, analyst, colleague)
    keys = StratumKey.objects.filter(stratum__round=round)
    bundle = (exchange_folder(round.key) / "bundle.json").read_text()
    assert keys.count() == 2
    assert all(base64.b64encode(key.public_key).decode() in bundle for key in keys)
    assert not any(key.destroyed_at for key in keys)
    take(round, "close", analyst, colleague)
    assert all(key.destroyed_at and key.sealed_private_key is None for key in keys.all())


def test_who_asked_cannot_confirm(analyst):
    request = ask_step(round=RoundFactory(), step="close", reason="끝", by=analyst)
    for by in (analyst, None):
        with pytest.raises(SamePerson):
            confirm_step(request=request, survey_url=SURVEY, by=by)
    assert Round.objects.get().is_open


def test_who_wrote_the_round_cannot_review_it_though_another_asked(analyst, colleague):
    round = prepared(analyst)
    request = ask_step(round=round, step="review", reason="검토", by=colleague)
    with pytest.raises(SamePerson):
        confirm_step(request=request, survey_url=SURVEY, by=analyst)


def test_step_out_of_order_is_refused(analyst, colleague):
    with pytest.raises(StateNotReachable):
        ask_step(round=prepared(analyst), step="open", reason="급함", by=colleague)


def test_step_asked_for_twice_waits_once(analyst, colleague):
    round = RoundFactory()
    ask_step(round=round, step="close", reason="끝", by=analyst)
    with pytest.raises(AskedAlready):
        ask_step(round=round, step="close", reason="끝", by=colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        StepRequest.objects.create(round=round, step="close", reason="끝", asked_in=9)


def test_request_taken_back_confirms_nothing_and_may_be_asked_again(analyst, colleague):
    round = RoundFactory()
    request = ask_step(round=round, step="close", reason="끝", by=analyst)
    withdraw_step(request=request, by=analyst)
    with pytest.raises(NothingWaits):
        confirm_step(request=request, survey_url=SURVEY, by=colleague)
    ask_step(round=round, step="close", reason="다시", by=colleague)


def test_review_without_a_sealing_key_is_refused(analyst):
    with pytest.raises(SealingKeyMissing):
        ask_step(
            round=prepared(analyst, sealing_public_key=""), step="review", reason="검토", by=analyst
        )


def test_changed_round_is_to_be_asked_for_anew(analyst, colleague):
    round = prepared(analyst)
    request = ask_step(round=round, step="review", reason="검토", by=analyst)
    change_round(round=round, title_ko="학교생활 조사 2", by=analyst)
    with pytest.raises(NothingWaits):
        confirm_step(request=request, survey_url=SURVEY, by=colleague)


def test_reviewed_round_does_not_change(analyst, colleague):
    round = prepared(analyst)
    take(round, "review", analyst, colleague)
    with pytest.raises(StateNotReachable):
        change_round(round=round, title_ko="다른 이름", by=analyst)


def step_page(client, act, step, data=None):
    address = reverse(f"reporting:step-{act}", kwargs={"key": "2027-1", "step": step})
    return client.post(address, data or {}, follow=True).content.decode()


def test_pages_two_officials_close_a_round(analyst_client, colleague):
    RoundFactory(key="2027-1")
    text = step_page(analyst_client, "ask", "close", {"reason": "참여가 끝남"})
    assert "두 번째 사람을 기다림" in text and Round.objects.get().is_open
    refused = step_page(analyst_client, "confirm", "close", {"understood": "on"})
    assert "직접 쓰거나 요청한" in refused and Round.objects.get().is_open
    second = client_past_second_factor(colleague)
    assert "확인하려면 표시하십시오" in step_page(second, "confirm", "close")
    done = step_page(second, "confirm", "close", {"understood": "on"})
    assert "export_round 2027-1" in done and "open_microdata 2027-1" in done
    assert AuditEntry.objects.get(action="reporting.close_round").reason == "참여가 끝남"


def test_ask_page_warns_of_closing_before_the_planned_day(analyst_client):
    RoundFactory(key="2027-1", closes_at=timezone.now() + timedelta(days=30), grace_minutes=0)
    address = reverse("reporting:step-ask", kwargs={"key": "2027-1", "step": "close"})
    text = analyst_client.get(address).content.decode()
    assert "예정보다 30일 이릅니다" in text
    assert "지금 답하고 있는 학생의 답도 더는 받지 않습니다" in text


FORM = {
    "key": "2027-1",
    "title_ko": "학교생활 조사",
    "title_en": "School life survey",
    "opens_on": "2027-05-03",
    "opens_time": "09:00",
    "closes_on": "2027-05-21",
    "closes_time": "18:00",
}


def send_round(client, **changes):
    instrument = approve_instrument(questionnaire())
    form = {**FORM, "instrument": instrument.pk, **changes}
    return client.post(reverse("reporting:round-new"), form, follow=True).content.decode()


def test_new_round_is_written_down_in_korean_time(analyst_client):
    text = send_round(analyst_client, sealing_public_key=key_pair()[1])
    assert "5월 3일" in text and "09:00" in text
    round = Round.objects.get()
    assert timezone.localtime(round.opens_at).strftime("%m-%d %H:%M") == "05-03 09:00"
    assert round.grace_minutes == 10


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "spring"}, "연도와 차수"),
        ({"closes_on": "2027-05-01"}, "시작보다 뒤"),
        ({"opens_time": "25:99"}, "14:30"),
        ({"sealing_public_key": "abc"}, "공개 봉인 키가 아닙니다"),
        ({"instrument": ""}, "승인된 설문지를"),
    ],
)
def test_new_round_with_a_fault_says_so_at_its_field(analyst_client, changes, words):
    text = send_round(analyst_client, **changes)
    assert "error-summary" in text and not Round.objects.exists()
    assert words in text


def test_new_round_of_a_taken_number_is_refused(analyst_client):
    RoundFactory(key="2027-1")
    assert "error-summary" in send_round(analyst_client)
    assert Round.objects.count() == 1
