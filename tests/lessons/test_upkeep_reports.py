"""Reports in the editor on what published content needs."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lessons.models import LessonPage
from tests.factories.helplines import make_channel
from tests.factories.lessons import make_lesson
from tests.factories.schools import UserFactory, staff_as
from tests.fixtures_schools import client_past_second_factor
from tests.house.world import browser_of

pytestmark = pytest.mark.django_db
SLUGS = ["due-facts", "translations-due", "checker-debt", "broken-links"]
NOTHING = {
    "due-facts": "모든 도움 번호와 법을 제때 확인했습니다",
    "translations-due": "빠짐없이 최신으로 있습니다",
    "checker-debt": "모든 내용이 공개 규칙을 지킵니다",
    "broken-links": "모든 링크가 이어져 있습니다",
}


def report(browser, slug, **query):
    return browser.get(reverse(f"lessons_reports:{slug}"), query)


@pytest.fixture
def editor(db):
    lesson = make_lesson()
    english = make_lesson(language="en")
    hour_ago = timezone.now() - timedelta(hours=1)
    LessonPage.objects.filter(pk__in=[lesson.pk, english.pk]).update(last_published_at=hour_ago)
    return client_past_second_factor(staff_as("editor")), lesson


@pytest.fixture
def overdue():
    """A help number that was last looked at a year ago."""
    return make_channel(checked_on=timezone.localdate() - timedelta(days=366))


@pytest.mark.parametrize("slug", SLUGS)
def test_report_without_findings_says_that_all_is_well(editor, slug):
    browser, _lesson = editor
    LessonPage.objects.update(steps="[]")
    if slug == "checker-debt":
        LessonPage.objects.all().delete()
    assert NOTHING[slug] in report(browser, slug).text


def test_overdue_number_is_listed_with_its_place_for_whoever_may_mend_it(editor, overdue):
    browser, _lesson = editor
    reviewer = client_past_second_factor(staff_as("reviewer"))
    address = f"/cms/snippets/helplines/helpchannel/edit/{overdue.pk}/"
    assert address in report(reviewer, "due-facts", state="overdue").text
    page = report(browser, "due-facts").text
    assert "상담 전화 900" in page and address not in page


def test_filter_keeps_what_fits_and_says_when_nothing_does(editor, overdue):
    browser, _lesson = editor
    assert "상담 전화 900" in report(browser, "due-facts", state="overdue").text
    page = report(browser, "due-facts", state="soon").text
    assert "상담 전화 900" not in page and "이 조건에 맞는 것이 없습니다" in page


def test_translation_behind_is_listed_with_a_link_to_the_english_page(editor):
    browser, lesson = editor
    lesson.save_revision().publish()
    english = LessonPage.objects.in_language("en").get()
    page = report(browser, "translations-due").text
    assert reverse("wagtailadmin_pages:edit", args=[english.pk]) in page


def test_law_card_past_its_date_leads_to_its_block(editor):
    browser, lesson = editor
    law = next(block for block in lesson.steps[2].value["body"] if block.block_type == "law")
    law.value["checked_on"] = date(2020, 1, 1)
    LessonPage.objects.filter(pk=lesson.pk).update(steps=lesson.steps)
    page = report(browser, "due-facts").text
    assert f"/cms/pages/{lesson.pk}/edit/#block-{law.id}-section" in page


def test_debt_names_the_rule(editor):
    browser, lesson = editor
    LessonPage.objects.filter(pk=lesson.pk).update(minutes=99)
    assert "99" in report(browser, "checker-debt", state="live").text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_t55_export_takes_no_title_for_a_formula(editor, kind):
    browser, _lesson = editor
    make_channel("901", name_ko="=1+1", phone="901", checked_on=date(2020, 1, 1))
    response = report(browser, "due-facts", export=kind)
    assert f'.{kind}"' in response["Content-Disposition"]
    if kind == "csv":
        content = response.content.decode("utf-8-sig")
        assert "'=1+1 901" in content and "\n=1+1" not in content


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_t55_wagtails_own_export_takes_no_title_for_a_formula(editor, kind):
    _browser, lesson = editor
    browser = client_past_second_factor(staff_as("reviewer"))
    lesson.title = "=cmd|' /C calc'!A0"
    lesson.save_revision().publish()
    response = browser.get(reverse("wagtailadmin_reports:aging_pages"), {"export": kind})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        assert b"'=cmd" in content and b"\n=cmd" not in content
    assert response.status_code == 200


def test_reports_are_for_editors_and_reviewers_only(editor):
    answers = {"editor": 200, "reviewer": 200, "teacher": 404, "operator": 404}
    browsers = {role: (browser_of(staff_as(role)), answer) for role, answer in answers.items()}
    others = [(Client(), 302), (browser_of(UserFactory()), 404)]
    for slug in [*SLUGS, *(f"{slug}-results" for slug in SLUGS)]:
        for browser, answer in [*browsers.values(), *others]:
            assert report(browser, slug).status_code == answer, slug


@pytest.mark.parametrize("slug", SLUGS)
def test_editor_without_a_right_on_any_page_sees_no_report(editor, slug):
    user = staff_as("editor")
    user.groups.set([Group.objects.create(name="reads")])
    response = client_past_second_factor(user).get(reverse(f"lessons_reports:{slug}"))
    assert response.status_code in (302, 403)


def test_first_page_of_the_editor_says_what_is_due(editor, overdue):
    browser, lesson = editor
    lesson.save_revision().publish()
    page = browser.get(reverse("wagtailadmin_home")).text
    assert "확인 날짜가 지난 사실이 1개" in page
    assert reverse("lessons_reports:translations-due") in page


def test_first_page_of_the_editor_says_when_all_is_well(editor):
    browser, _lesson = editor
    page = browser.get(reverse("wagtailadmin_home")).text
    assert "확인 날짜가 지난 사실이 없고" in page
