"""Writing versions of the questionnaire on screen, and approving them as the second person."""

import copy

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from reporting.actions import copy_instrument, submit_instrument
from reporting.actions.rounds import approve_instrument
from reporting.models import Instrument, InstrumentDraft
from tests.factories.reporting import RoundFactory, analyst_permissions, questionnaire
from tests.factories.schools import UserFactory
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(analyst):
    return copy_instrument(data=questionnaire(), version="2027-1", by=analyst)


@pytest.fixture
def colleague_client():
    user = UserFactory()
    permissions = Permission.objects.filter(
        content_type__app_label="reporting", codename__in=analyst_permissions()
    )
    user.user_permissions.set(permissions)
    return client_past_second_factor(user)


def url(name, **kwargs):
    return reverse(f"reporting:{name}", kwargs={"version": "2027-1", **kwargs})


def question_of(draft, name):
    draft.refresh_from_db()
    return next(one for one in draft.data["questions"] if one["id"] == name)


def form_of(question: dict, **changes) -> dict:
    """What a browser sends for a question as it stands on the page."""
    question = {**question, **changes}
    fields = {key: value for key, value in question.items() if key not in ("options", "bands")}
    rows = question["options"]
    form = {**{key: value for key, value in fields.items() if value is not None}}
    form |= {"bands": list(question["bands"]), "options-INITIAL_FORMS": len(rows)}
    form["options-TOTAL_FORMS"] = len(rows) + 2
    for number, row in enumerate(rows):
        form |= {f"options-{number}-{key}": value for key, value in row.items()}
    return form


def test_version_begins_as_a_copy_that_rounds_cannot_ask_yet(analyst_client):
    approve_instrument(questionnaire())
    sent = {"source": "2", "version": "2027-1"}
    text = analyst_client.post(reverse("reporting:instrument-new"), sent, follow=True)
    assert "작성 중" in text.content.decode()
    draft = InstrumentDraft.objects.get(version="2027-1")
    assert draft.data["questions"] == questionnaire()["questions"]
    assert draft.data["meta"]["version"] == "2027-1"
    assert Instrument.objects.count() == 1


def test_version_of_a_taken_name_is_refused_at_its_field(analyst_client, draft):
    sent = {"source": "2027-1", "version": "2027-1"}
    text = analyst_client.post(reverse("reporting:instrument-new"), sent).content.decode()
    assert "이 이름을 쓰는 판이 이미 있습니다" in text


def test_question_saved_unchanged_stays_the_same(analyst_client, draft):
    for question in questionnaire()["questions"]:
        address = url("question-edit", question=question["id"])
        assert analyst_client.post(address, form_of(question)).status_code == 302
    draft.refresh_from_db()
    for kept, shipped in zip(draft.data["questions"], questionnaire()["questions"], strict=True):
        filled = {key: value for key, value in shipped.items() if value not in ("", None)}
        assert kept == filled


def test_question_change_is_kept_in_both_languages(analyst_client, draft):
    sent = form_of(question_of(draft, "Q7"), ko="많이 걱정되나요?", en="Are you very worried?")
    analyst_client.post(url("question-edit", question="Q7"), sent)
    assert question_of(draft, "Q7")["ko"] == "많이 걱정되나요?"
    assert len(draft.written_in) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"en": ""}, "두 언어로 모두"),
        ({"show_if": "all(Q8, class)"}, "조건을 읽을 수 없습니다"),
        ({"ko": "그런 영상을 본 적이 있나요?"}, "보았는지는 누구에게도"),
        ({"id": "Q6"}, "이 이름을 쓰는 질문이"),
        ({"bands": ""}, "필수"),
        ({"options": [{"code": "a", "ko": "예", "en": ""}]}, "두 언어로 모두"),
        ({"options": []}, "보기가 하나 이상"),
    ],
)
def test_question_with_a_fault_is_told_in_korean_and_nothing_is_kept(
    analyst_client, draft, changes, words
):
    before = question_of(draft, "Q7")
    sent = form_of(before, **changes)
    text = analyst_client.post(url("question-edit", question="Q7"), sent).content.decode()
    assert words in text
    assert question_of(draft, "Q7") == before


def test_question_behind_a_condition_is_asked_for_before_handing_in(analyst_client, draft):
    analyst_client.post(url("question-remove", question="Q9b"))
    text = analyst_client.get(url("instrument")).content.decode()
    assert "고칠 곳: Q9 (show_if)" in text and "바로 뒤에는 그 대신 묻는 질문이" in text
    analyst_client.post(url("instrument-submit"))
    draft.refresh_from_db()
    assert draft.state == InstrumentDraft.State.DRAFT
    matched = next(one for one in questionnaire()["questions"] if one["id"] == "Q9b")
    analyst_client.post(url("question-new", question="Q9"), form_of(copy.deepcopy(matched)))
    analyst_client.post(url("instrument-submit"))
    draft.refresh_from_db()
    assert draft.state == InstrumentDraft.State.SUBMITTED


def test_question_moves_one_place_earlier(analyst_client, draft):
    analyst_client.post(url("question-move", question="Q4"))
    draft.refresh_from_db()
    assert [one["id"] for one in draft.data["questions"][:3]] == ["Q2", "Q4", "Q3"]


def test_version_is_approved_by_somebody_who_wrote_none_of_it(
    analyst_client, colleague_client, draft, analyst
):
    submit_instrument(draft=draft, by=analyst)
    refused = analyst_client.post(url("instrument-approve"), follow=True).content.decode()
    assert "다른 사람이 승인해야" in refused and not Instrument.objects.exists()
    colleague_client.post(url("instrument-approve"))
    assert Instrument.objects.get().version == "2027-1"
    draft.refresh_from_db()
    assert draft.state == InstrumentDraft.State.APPROVED


def test_version_sent_back_can_be_changed_and_handed_in_again(colleague_client, draft, analyst):
    submit_instrument(draft=draft, by=analyst)
    colleague_client.post(url("instrument-return"), {"reason": "Q7을 더 쉽게"})
    draft.refresh_from_db()
    assert draft.is_editable


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_version_handed_in_does_not_change(analyst_client, colleague_client, draft, analyst, state):
    submit_instrument(draft=draft, by=analyst)
    if state == "approved":
        colleague_client.post(url("instrument-approve"))
    before = question_of(draft, "Q7")
    sent = form_of(before, ko="다른 질문")
    assert analyst_client.post(url("question-edit", question="Q7"), sent).status_code == 404
    assert analyst_client.post(url("question-remove", question="Q7")).status_code == 404
    assert question_of(draft, "Q7") == before


def test_version_of_an_open_round_says_that_it_is_locked(analyst_client):
    RoundFactory()
    text = analyst_client.get(url("instrument", version="2")).content.decode()
    assert "잠김: 열린 조사에서 쓰는 중" in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_preview_shows_every_path_and_its_number_of_pages(analyst_client, draft, language):
    address = url("instrument-preview").replace("/ko/", f"/{language}/")
    text = analyst_client.get(address).content.decode()
    assert text.count('<li class="card">') == 26 + 27 + 27
    assert "27" in text and "any(Q10, yes|maybe)" in text


def test_load_instrument_waits_for_an_approver(colleague_client):
    call_command("load_instrument")
    colleague_client.post(url("instrument-approve", version="2"))
    assert Instrument.objects.get().version == "2"
