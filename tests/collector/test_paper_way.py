"""The survey without JavaScript: one form, one page to check, one end for everybody."""

import html
import re

import pytest

from reporting import codes
from reporting.collector.models import Answer

pytestmark = pytest.mark.django_db(databases=["survey"])


def hidden_fields(response) -> dict:
    """Names and values of the form that sends."""
    form = response.content.decode().rpartition("<form")[2]
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def review(client, given, *, code: str | None = None, **answers):
    data = {"code": code or codes.for_print(given.codes["B10-M"][0]), **answers}
    return client.post("/ko/m/review/", data)


def test_form_shows_every_question_with_the_way_through_it(survey_client, round_with_codes):
    text = survey_client.get("/ko/m/").content.decode()
    assert text.count("<fieldset") == 27 + 12
    assert "9번에서 고른 답이 “있다” 또는 “있는 것 같다(직접 보지는 못했다)”일 때만" in text
    assert "아니면 바로 아래 13-2번으로 가세요." in text
    assert "13번에 답하지 않았을 때만" in text
    assert "성적으로" in text
    assert "성적" not in survey_client.get("/ko/e/").content.decode()


def test_form_is_read_with_no_query_at_all(
    survey_client, round_with_codes, django_assert_num_queries
):
    with django_assert_num_queries(0, using="survey"):
        survey_client.get("/en/m/")


def test_review_shows_the_exact_row_and_sending_it_twice_stores_one(
    survey_client, round_with_codes
):
    page = review(survey_client, round_with_codes, Q2="1", Q8=["video", "class"], Q14=["face"])
    text = html.unescape(page.content.decode())
    assert "Q8: class+video" in text
    assert "Q14:" not in text.partition("<form")[0]
    assert not Answer.objects.exists()
    for _ in range(2):
        sent = survey_client.post("/ko/m/send/", hidden_fields(page))
        assert sent.url == "/ko/done/"
    row = round_with_codes.open_sealed(Answer.objects.get().ciphertext, "B10-M")
    assert row["answers"]["Q8"] == ["class", "video"]
    assert f"{row}".replace("'", '"').replace(" ", "").replace("None", "null") in text


def test_t74_skipping_everything_is_taken(survey_client, round_with_codes):
    survey_client.post("/ko/m/send/", hidden_fields(review(survey_client, round_with_codes)))
    row = round_with_codes.open_sealed(Answer.objects.get().ciphertext, "B10-M")
    assert set(row["answers"].values()) == {None}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"Q27": ["lesson", "anon", "delete", "punish"]}, "3개까지만 골라 주세요."),
        ({"Q8": ["class", "none"]}, "다른 보기와 함께 고를 수 없어요"),
        ({"Q2": "free text"}, "보기에서 골라 주세요."),
        ({"code": "4K7M-92XD-PQ3RT"}, "잘못 쓴 글자가 있어요"),
        ({"code": ""}, "종이에 적힌 코드를 써 주세요."),
        ({"code": codes.draw(1)[0]}, "모르는 코드예요"),
    ],
)
def test_form_with_a_fault_says_so_at_its_place_and_keeps_every_answer(
    survey_client, round_with_codes, answers, message
):
    given = {"code": round_with_codes.codes["B10-M"][0], "Q3": "F", **answers}
    page = survey_client.post("/ko/m/review/", given)
    text = page.content.decode()
    assert message in text
    assert re.search(r'name="Q3" value="F"[^>]*checked', text)
    assert not Answer.objects.exists()


def test_t75_free_text_beside_the_questions_is_dropped(survey_client, round_with_codes):
    page = review(survey_client, round_with_codes, Q99="my name", name="me")
    survey_client.post("/ko/m/send/", {**hidden_fields(page), "name": "me"})
    row = round_with_codes.open_sealed(Answer.objects.get().ciphertext, "B10-M")
    assert "me" not in row["answers"].values() and "Q99" not in row["answers"]


def test_full_width_lower_case_code_is_understood(survey_client, round_with_codes):
    code = round_with_codes.codes["B10-M"][0]
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
    assert hidden_fields(review(survey_client, round_with_codes, code=wide))["code"] == code


def test_change_something_leads_back_to_the_filled_form(survey_client, round_with_codes):
    page = review(survey_client, round_with_codes, Q3="F", change="yes")
    assert re.search(r'name="Q3" value="F"[^>]*checked', page.content.decode())


def test_code_spent_meanwhile_is_asked_again_and_the_answer_stays_sealed_in_the_page(
    survey_client, round_with_codes
):
    fields = hidden_fields(review(survey_client, round_with_codes))
    other = hidden_fields(review(survey_client, round_with_codes))
    survey_client.post("/ko/m/send/", fields)
    page = survey_client.post("/ko/m/send/", other)
    assert "이미 참여했어요. 답은 바꿀 수 없어요." in page.content.decode()
    kept = hidden_fields(page)
    assert kept["sealed"] == other["sealed"]
    survey_client.post("/ko/m/send/", {**kept, "code": round_with_codes.codes["B10-M"][1]})
    assert Answer.objects.count() == 2


def test_spent_code_is_refused_before_anything_is_sealed(survey_client, round_with_codes):
    survey_client.post("/ko/m/send/", hidden_fields(review(survey_client, round_with_codes)))
    page = review(survey_client, round_with_codes)
    assert "이미 참여했어요" in page.content.decode()


def test_wrong_door_is_said_in_neutral_words(survey_client, round_with_codes):
    page = review(survey_client, round_with_codes, code=round_with_codes.codes["B10-H"][0])
    assert "이 코드는 이 페이지에 맞지 않아요." in page.content.decode()


@pytest.mark.parametrize("fields", [{}, {"sealed": "AAAA"}, {"id": "zz"}, {"stratum": "B10-H"}])
def test_changed_envelope_is_refused_and_its_code_stays_usable(
    survey_client, round_with_codes, fields
):
    page = review(survey_client, round_with_codes)
    sent = {**hidden_fields(page), **fields} if fields else {}
    response = survey_client.post("/ko/m/send/", sent)
    assert response.status_code in (400, 422)
    assert not Answer.objects.exists()
    assert survey_client.post("/ko/m/send/", hidden_fields(page)).status_code == 302


def test_closed_round_says_since_when_in_korean_time(survey_client, round_with_codes):
    round_with_codes.change(
        state="closed",
        opens_at="2026-06-01T00:00:00+00:00",
        closes_at="2026-06-10T09:00:00+00:00",
        accept_until="2026-06-10T09:10:00+00:00",
    )
    assert "6월 10일 18:00에 끝났어요" in survey_client.get("/ko/").content.decode()
    assert "on June 10 at 18:00" in survey_client.get("/en/").content.decode()
    assert survey_client.get("/ko/m/").url == "/ko/"
    assert survey_client.post("/ko/m/review/", {}).status_code == 302


def test_round_closed_before_sending_stores_nothing_and_says_so(survey_client, round_with_codes):
    fields = hidden_fields(review(survey_client, round_with_codes))
    round_with_codes.close()
    page = survey_client.post("/ko/m/send/", fields)
    assert page.status_code == 410
    assert "끝났어요" in page.content.decode()
    assert not Answer.objects.exists()


def test_service_without_any_round_is_friendly(survey_client):
    for path in ("/ko/", "/ko/how-we-keep-it/", "/ko/done/"):
        assert survey_client.get(path).status_code == 200
    assert "지금은 열려 있는 조사가 없어요" in survey_client.get("/ko/").content.decode()


def test_bundle_signed_by_another_is_as_if_there_were_none(survey_client, given_round, caplog):
    text = given_round.bundle_path.read_bytes()
    given_round.bundle_path.write_bytes(text.replace(b"2026-1", b"2026-9"))
    assert "지금은 열려 있는 조사가 없어요" in survey_client.get("/ko/").content.decode()
    survey_client.get("/ko/")
    assert len([r for r in caplog.records if "refused" in r.getMessage()]) == 1


@pytest.mark.parametrize("path", ["/ko/m/review/", "/ko/m/send/"])
def test_address_of_a_form_opened_by_hand_leads_to_the_survey(
    survey_client, round_with_codes, path
):
    assert survey_client.get(path).url == "/ko/m/"


def test_help_lines_come_from_the_bundle_in_the_language_of_the_address(
    survey_client, round_with_codes
):
    assert "청소년 상담" in survey_client.get("/ko/").content.decode()
    assert "Youth counselling" in survey_client.get("/en/").content.decode()
