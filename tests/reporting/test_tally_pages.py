"""Offices enter their week; the country reads the sums; nothing is ever overwritten."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.frozen import FrozenRowChanged
from reporting.actions.tally import (
    ReasonMissing,
    TallyChanged,
    TallyRefused,
    WeekNotOver,
    enter_tally,
)
from reporting.models import TallyFigure, TallyReport
from reporting.tally_form import field_name
from reporting.tally_rules import KEYS, ROWS, WEEK, Key, last_friday
from tests.factories.schools import OfficeFactory, staff_as
from tests.house.world import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def friday():
    """The Friday that is due, its week before in the same year."""
    day = last_friday(timezone.localdate())
    return day if (day - 2 * WEEK).year == day.year else day - 3 * WEEK


@pytest.fixture
def offices():
    return [OfficeFactory(code=code, sort=sort) for sort, code in enumerate(("B10", "T10"), 1)]


@pytest.fixture
def clerk(offices):
    """A browser of somebody at office B10."""
    return browser_of(staff_as("office_manager", office=offices[0]))


@pytest.fixture
def analyst(offices):
    return browser_of(staff_as("analyst"))


def numbers(reports: int = 0, students: int = 0) -> dict[Key, int]:
    """A week: middle schools have everything."""
    zeros = dict.fromkeys(KEYS, 0)
    found = {key: reports for key in KEYS if key.measure == "reports" and key.level in ("", "M")}
    victims = [key for key in KEYS if key.measure == "victims" and key.level in ("", "M")]
    found |= {key: students for key in victims if key.person in ("", "student")}
    return {**zeros, **found}


def typed(figures: dict[Key, int], *, new=None, replaces: int = 0, **more) -> dict:
    """What the form is sent with."""
    data = {field_name(key): number for key, number in figures.items()}
    data |= {field_name(row, is_new=True): (new or {}).get(row, 0) for row in ROWS}
    return {**data, "replaces": replaces, **more}


def address(day, office: str = "B10") -> str:
    return reverse("reporting:tally-week", kwargs={"office": office, "week": day.isoformat()})


def main_of(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main")[0]


def test_office_enters_its_first_week_and_the_country_reads_it(clerk, analyst, friday):
    page = clerk.post(address(friday), typed(numbers(12, 3)), follow=True)
    assert page.redirect_chain and "12" in main_of(page)
    nation = main_of(analyst.get(reverse("reporting:tally"), {"year": friday.year}))
    assert "2곳 가운데 1곳" in nation
    assert "12" in nation and "[p]" in nation


def test_wrong_sum_is_named_at_its_field_and_what_was_typed_stays(clerk, friday):
    wrong = {**numbers(12), Key("reports", level="M"): 11}
    page = clerk.post(address(friday), typed(wrong, is_provisional="on"))
    text = main_of(page)
    assert "더하면 11인데" in text and 'href="#id_total-reports"' in text
    assert 'value="12"' in text and 'value="11"' in text and "checked" in text
    assert not TallyReport.objects.exists()


def test_number_that_falls_asks_for_a_reason_and_is_marked(clerk, friday):
    clerk.post(address(friday - WEEK), typed(numbers(12)))
    page = main_of(clerk.post(address(friday), typed(numbers(10))))
    assert "이전 주는 12입니다" in page and TallyReport.objects.count() == 1
    stated = {"is_fall_stated": "on"}
    page = main_of(clerk.post(address(friday), typed(numbers(10), **stated)))
    assert "이유를 한 문장으로" in page and TallyReport.objects.count() == 1
    stated["reason"] = "두 건이 같은 사건"
    page = clerk.post(address(friday), typed(numbers(10), **stated), follow=True)
    assert "-2" in main_of(page) and "[r]" in main_of(page)


def test_new_that_is_not_the_difference_is_refused(clerk, friday):
    clerk.post(address(friday - WEEK), typed(numbers(12)))
    page = clerk.post(address(friday), typed(numbers(15), new={Key("reports"): 2}))
    assert 'href="#id_new-reports"' in main_of(page)
    clerk.post(address(friday), typed(numbers(15), new={Key("reports"): 3}))
    assert TallyReport.objects.get(as_of=friday).read_figures()[Key("reports")] == 15


def test_correction_is_another_version_and_the_first_is_kept(clerk, analyst, friday):
    clerk.post(address(friday), typed(numbers(12)))
    refused = clerk.post(address(friday), typed(numbers(13), replaces=1))
    assert "이유" in main_of(refused) and TallyReport.objects.count() == 1
    clerk.post(address(friday), typed(numbers(13), replaces=1, reason="한 건을 빠뜨림"))
    assert [r.revision for r in TallyReport.objects.order_by("revision")] == [1, 2]
    text = main_of(analyst.get(address(friday)))
    assert "한 건을 빠뜨림" in text and "12 → 13" in text and "[r]" in text
    nation = main_of(analyst.get(reverse("reporting:tally"), {"year": friday.year}))
    assert "[p][r]" in nation


def test_version_that_came_in_between_is_not_replaced_unseen(clerk, friday):
    clerk.post(address(friday), typed(numbers(12)))
    page = clerk.post(address(friday), typed(numbers(20), reason="다시 셈"))
    text = main_of(page)
    assert 'name="replaces" value="1"' in text and 'value="20"' in text
    assert TallyReport.objects.count() == 1


def test_other_office_analyst_and_other_days_find_no_form(clerk, analyst, friday):
    assert clerk.get(address(friday, "T10")).status_code == 404
    assert clerk.get(address(friday + timedelta(days=1))).status_code == 404
    assert clerk.get(address(friday + 5 * WEEK)).status_code == 404
    assert analyst.get(address(friday)).status_code == 404
    clerk.post(address(friday), typed(numbers(12)))
    assert analyst.post(address(friday), typed(numbers(13), replaces=1)).status_code == 404
    assert "<form" not in main_of(analyst.get(address(friday)))


def test_office_is_reminded_of_every_week_since_its_first(clerk, friday):
    clerk.post(address(friday - 2 * WEEK), typed(numbers(1)))
    text = main_of(clerk.get(reverse("reporting:tally"), {"year": friday.year}, follow=True))
    assert address(friday) in text and address(friday - WEEK) in text
    assert address(friday - 3 * WEEK) not in text


def test_action_refuses_what_the_form_would_refuse(friday):
    wrong = {**numbers(12), Key("reports"): 11}
    given = {"office_code": "B10", "as_of": friday}
    with pytest.raises(TallyRefused):
        enter_tally(**given, figures=wrong)
    with pytest.raises(WeekNotOver):
        enter_tally(office_code="B10", as_of=friday + timedelta(days=1), figures=numbers())
    enter_tally(**given, figures=numbers(12))
    with pytest.raises(ReasonMissing):
        enter_tally(**given, figures=numbers(13), replaces=1)
    with pytest.raises(TallyChanged):
        enter_tally(**given, figures=numbers(13))


def test_rows_of_the_tally_cannot_be_changed(friday):
    report = enter_tally(office_code="B10", as_of=friday, figures=numbers(12))
    with pytest.raises(FrozenRowChanged):
        report.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        TallyFigure.objects.filter(report=report).update(number=1)


def test_file_of_the_country_is_the_sum_and_says_who_is_missing(clerk, analyst, friday):
    today = timezone.localdate()
    if friday.year != today.year:
        return
    clerk.post(address(friday), typed(numbers(12, 3)))
    asked = {"file_format": "csv", "purpose": "주간 보고"}
    text = analyst.post(reverse("reporting:tally-file"), asked).content.decode("utf-8-sig")
    assert f"{friday},office_tally,reports,all,M,since_january,12,[p],cases,1,1" in text
    asked["file_format"] = "xlsx"
    data = analyst.post(reverse("reporting:tally-file"), asked).content
    book = load_workbook(io.BytesIO(data))
    assert "12 [p]" in [cell.value for row in book.worksheets[1] for cell in row]


def test_reference_is_loaded_once_and_shown_with_sources_and_misprints(analyst):
    call_command("load_tally_reference")
    call_command("load_tally_reference")
    assert TallyReport.objects.published_by_ministry().count() == 10
    text = main_of(analyst.get(reverse("reporting:tally-reference")))
    assert "948" in text and "경향신문" in text and "2024-11-08" in text
    assert "237" in text and "235" in text
    assert "948" not in main_of(analyst.get(reverse("reporting:tally"), {"year": 2024}))


def test_pages_read_the_same_number_of_rows_however_many_weeks(
    analyst, friday, django_assert_max_num_queries
):
    for code in ("B10", "T10"):
        for back in (2, 1, 0):
            enter_tally(office_code=code, as_of=friday - back * WEEK, figures=numbers(12 - back))
    with django_assert_max_num_queries(16):
        analyst.get(reverse("reporting:tally"), {"year": friday.year})
