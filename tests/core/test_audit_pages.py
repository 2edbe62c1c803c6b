"""The audit page and the monthly review (pages.md, M6)."""

import re
from datetime import datetime, timedelta
from html import unescape
from unittest.mock import patch

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from core.actions import MonthNotOver, SignedAlready, check_audit, record_act, sign_month
from core.audit_months import KOREAN_TIME, Month
from core.audit_search import ROWS_ON_A_PAGE, find_entries, read_page
from core.models import AuditCheck, AuditEntry, AuditReview
from tests.factories.schools import UserFactory, staff_as
from tests.fixtures_schools import TOTP_SECRET, client_past_second_factor, log_in
from tests.statements import data_statements

pytestmark = pytest.mark.django_db

# What every page of the staff asks: session, person, roles, second factor.
SIGN_IN = 4
PAGE = "/ko/audit/"
LAST_MONTH = Month.of(timezone.now()).previous
SHEET = f"{PAGE}{LAST_MONTH}/"


def act_at(moment: datetime, **fields) -> AuditEntry:
    fields = {"action": "schools.issue_pins", "target": "반", **fields}
    with patch("django.utils.timezone.now", return_value=moment):
        return record_act(**fields)


def in_last_month(day: int, hour: int, minute: int = 0) -> datetime:
    first = LAST_MONTH.first
    return datetime(first.year, first.month, day, hour, minute, tzinfo=KOREAN_TIME)


def staff_with_app(role: str):
    user = staff_as(role)
    TOTP.activate(user, TOTP_SECRET)
    return user


@pytest.fixture
def reviewer():
    return staff_with_app("release_approver")


@pytest.fixture
def reviewing(reviewer):
    return client_past_second_factor(reviewer)


def text_of(response) -> str:
    html = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(html))


def rows_of(response) -> list[str]:
    body = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub(r"<[^>]+>|\s+", " ", row) for row in body.split("<tr")[1:]]


def test_entry_says_who_when_from_where_what_on_what_and_why(reviewing):
    teacher = UserFactory(last_name="박", first_name="새봄")
    record_act(
        action="reporting.close_round",
        target="2026-1",
        place="7000001",
        reason="<script>사유",
        by=teacher,
    )
    page = text_of(reviewing.get(PAGE))
    entry = AuditEntry.objects.get()
    for part in ("박새봄", "2026-1", "7000001", "<script>사유", bytes(entry.digest).hex()):
        assert part in page
    assert f"{entry.at:%Y-%m-%d %H:%M:%S} UTC" in page
    assert f"{entry.at.astimezone(KOREAN_TIME):%Y-%m-%d %H:%M:%S}" in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"place": "7000001"}, {"a"}),
        ({"result": "refused"}, {"c"}),
        ({"action": "reporting.close_round"}, {"b"}),
        ({"action": "refused:"}, {"c"}),
        ({"month": str(LAST_MONTH)}, {"d"}),
        ({"person": "KIM@example.kr"}, {"b"}),
        ({"person": "nobody@example.kr"}, set()),
        ({"month": "2026-13"}, set()),
        ({}, {"a", "b", "c", "d"}),
    ],
)
def test_search_narrows(reviewing, asked, expected):
    record_act(action="schools.issue_pins", target="=a=", place="7000001")
    record_act(action="reporting.close_round", target="=b=", by=UserFactory(email="kim@example.kr"))
    record_act(action="refused:core:audit", target="=c=", result="refused")
    act_at(in_last_month(1, 0), target="=d=")
    page = text_of(reviewing.get(PAGE, asked))
    assert set(re.findall(r" =(\w)= ", page)) == expected


def test_search_for_a_person_finds_tries_to_sign_in_as_them(client, reviewing):
    user = UserFactory()
    log_in(client, user, password="not the password at all")
    assert len(rows_of(reviewing.get(PAGE, {"person": user.email}))) == 1


def test_pages_follow_each_other_without_gap_or_repetition(reviewing):
    moment = timezone.now()
    for number in range(ROWS_ON_A_PAGE * 2 + 5):
        act_at(moment, target=f"반 {number}")
    seen, page = [], read_page(find_entries())
    while page.older:
        seen += page.entries
        page = read_page(find_entries(), page.older)
    seen += page.entries
    assert [entry.pk for entry in seen] == sorted((entry.pk for entry in seen), reverse=True)
    assert len(seen) == ROWS_ON_A_PAGE * 2 + 5
    assert len(rows_of(reviewing.get(PAGE))) == ROWS_ON_A_PAGE


@pytest.mark.parametrize(
    "before", ["x", "1", "1-2-3", "9" * 30 + "-1", "-1--1", "٣-٣", "1-" + "9" * 30]
)
def test_nonsense_instead_of_a_page_is_no_error(reviewing, before):
    record_act(action="schools.issue_pins", target="반")
    assert reviewing.get(PAGE, {"before": before}).status_code == 200


def test_statements_do_not_grow_with_entries(reviewing):
    for number in range(ROWS_ON_A_PAGE + 5):
        record_act(action="schools.issue_pins", target=str(number), by=UserFactory())
    reviewing.get(PAGE)  # what pages keep in memory is there
    with data_statements(at_most=SIGN_IN + 4):
        reviewing.get(PAGE, {"month": f"{timezone.localdate():%Y-%m}", "place": ""})


def test_statements_of_the_sheet_do_not_grow_with_people(reviewing):
    for number in range(20):
        act_at(in_last_month(3, 23), target=str(number), by=UserFactory())
    reviewing.get(SHEET)  # what pages keep in memory is there
    with data_statements(at_most=SIGN_IN + 6):
        reviewing.get(SHEET)


def test_state_of_the_chains_is_shown(reviewing):
    assert "아직 검사하지 않았습니다" in text_of(reviewing.get(PAGE))
    record_act(action="schools.issue_pins", target="반")
    check_audit()
    assert "사슬 1개, 기록 1건" in text_of(reviewing.get(PAGE))
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=3)):
        check = AuditCheck(entries=1, places=1, breaks=1, first_break="7000001, entry 2: x")
        check.save()
    page = text_of(reviewing.get(PAGE))
    assert "감사 기록이 바뀌었습니다" in page and "7000001, entry 2" in page


def test_old_check_asks_for_a_new_one(reviewing):
    with patch("django.utils.timezone.now", return_value=timezone.now() - timedelta(days=3)):
        check_audit()
    assert "오래되었으니" in text_of(reviewing.get(PAGE))


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([in_last_month(3, 22, 0)], "1 0 1 0 –"),
        ([in_last_month(3, 5, 59)], "1 0 1 0 –"),
        ([in_last_month(3, 6, 0)], None),
        ([in_last_month(3, 21, 59)], None),
        ([in_last_month(3, 10, minute) for minute in range(60)], "60 0 0 0 60"),
        ([in_last_month(3, 10, minute) for minute in range(59)], None),
    ],
)
def test_sheet_lists_night_and_bulk(reviewing, acts, expected):
    person = UserFactory()
    for moment in acts:
        act_at(moment, by=person)
    rows = rows_of(reviewing.get(SHEET))
    assert bool(rows) == bool(expected)
    if expected:
        assert re.sub(r"\s+", " ", rows[0]).strip().endswith(expected)


def test_sheet_lists_many_places_and_refusals_and_marks_the_reviewer(reviewing, reviewer):
    for number in range(5):
        act_at(in_last_month(3, 10), by=reviewer, place=f"700000{number}")
    act_at(in_last_month(3, 11), by=None, result="refused")
    first, second = rows_of(reviewing.get(SHEET))
    assert "로그인하지 않음" in first and "본인" in second


def test_sign_off_keeps_note_digest_and_one_line(reviewing, reviewer):
    act_at(in_last_month(3, 10), place="7000001")
    response = reviewing.post(f"{SHEET}sign/", {"note": "이상 없음"}, follow=True)
    review = AuditReview.objects.get()
    assert (review.note, review.signed_by, review.entries) == ("이상 없음", reviewer, 1)
    assert review.digest_to_copy in text_of(response)
    entry = AuditEntry.objects.get(action="core.sign_month")
    assert (entry.by, entry.target) == (
        reviewer,
        f"{LAST_MONTH} sha256:{bytes(review.digest).hex()}",
    )


def test_sign_off_needs_a_note(reviewing):
    response = reviewing.post(f"{SHEET}sign/", {"note": " "})
    assert response.status_code == 200 and "점검 결과를 적으십시오" in text_of(response)
    assert not AuditReview.objects.exists()


@pytest.mark.parametrize("month", [Month.of(timezone.now()), LAST_MONTH], ids=["running", "twice"])
def test_month_is_signed_once_and_only_when_it_is_over(reviewing, reviewer, month):
    sign_month(month=LAST_MONTH, note="이상 없음", by=reviewer)
    with pytest.raises((MonthNotOver, SignedAlready)):
        sign_month(month=month, note="한 번 더", by=reviewer)
    response = reviewing.post(f"{PAGE}{month}/sign/", {"note": "한 번 더"})
    assert response.status_code == 302 and AuditReview.objects.get().note == "이상 없음"


def test_operator_looks_and_cannot_sign():
    client = client_past_second_factor(staff_with_app("operator"))
    assert "서명은 플랫폼을 운영하지 않는 사람이" in text_of(client.get(SHEET))
    assert client.post(f"{SHEET}sign/", {"note": "이상 없음"}).status_code == 404
    assert not AuditReview.objects.exists()


@pytest.mark.parametrize("month", ["2026-13", "20261", "2999-01", "2026-1-", "x", "0000-01"])
def test_month_that_is_none_is_not_found(reviewing, month):
    assert reviewing.get(f"{PAGE}{month}/").status_code == 404
