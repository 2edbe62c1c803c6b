"""The check of published content: an operator's or CI's command, with the day as an argument."""

from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.check_dates import months_before
from lessons.models import LessonPage
from lessons.upkeep import outside_links
from lessons.upkeep.debt import find_debt
from lessons.upkeep.facts import OVERDUE, SOON, find_due_facts
from lessons.upkeep.links import GONE, NOT_LIVE, find_broken_links, leads_somewhere
from lessons.upkeep.translations import BEHIND, DRAFT, MISSING, find_translations_due
from tests.factories.curriculum import make_module
from tests.factories.helplines import make_channel
from tests.factories.lessons import make_lesson

pytestmark = pytest.mark.django_db


def check(**options) -> str:
    """What the command prints; raises CommandError as the command does."""
    out = StringIO()
    call_command("check_content", stdout=out, **options)
    return out.getvalue()


def test_t104_fresh_facts_pass(db):
    make_lesson()
    make_channel()
    assert "Facts past their check date: none" in check(on=date(2027, 4, 1))


def test_t104_help_number_unchecked_for_six_months_fails_and_is_named(db):
    make_channel()
    out = StringIO()
    with pytest.raises(CommandError, match="1 facts are past") as refusal:
        call_command("check_content", on=date(2027, 5, 23), stdout=out)
    assert refusal.value.returncode == 1
    assert "Helpline 900" in out.getvalue()
    assert "2026-11-22" in out.getvalue()


def test_t104_law_card_unchecked_for_a_year_fails_and_warns_a_month_before(db):
    make_lesson()
    in_a_year = months_before(timezone.localdate(), -12)  # the factory's law card is of today
    assert "Facts to check within a month: 1" in check(on=in_a_year - timedelta(days=20))
    with pytest.raises(CommandError):
        check(on=in_a_year + timedelta(days=4))


def test_t104_check_of_a_day_still_to_come_counts_as_none(db):
    make_lesson()
    make_channel(checked_on=timezone.localdate())
    yesterday = timezone.localdate() - timedelta(days=1)
    assert [fact.state for fact in find_due_facts(yesterday)] == [OVERDUE, OVERDUE]


def test_t104_law_card_of_a_lesson_nobody_sees_does_not_fail(db):
    make_lesson().unpublish()
    assert find_due_facts(date(2030, 1, 1)) == []


def test_t104_most_urgent_fact_comes_first(db):
    make_channel("late", checked_on=date(2026, 1, 1))
    make_channel("soon", phone="901", checked_on=date(2026, 5, 30))
    found = find_due_facts(date(2026, 11, 22))
    assert [(one.subject.key, one.state) for one in found] == [("late", OVERDUE), ("soon", SOON)]


def states(findings) -> list[str]:
    return [finding.state for finding in findings if isinstance(finding.subject, LessonPage)]


def test_translation_is_missing_then_a_draft_then_there_then_behind(db):
    korean = make_lesson()
    assert states(find_translations_due()) == [MISSING]
    english = make_lesson(language="en")
    assert states(find_translations_due()) == []
    hour_ago = timezone.now() - timedelta(hours=1)
    LessonPage.objects.filter(pk=english.pk).update(last_published_at=hour_ago)
    korean.save_revision().publish()
    assert states(find_translations_due()) == [BEHIND]
    english.unpublish()
    assert states(find_translations_due()) == [DRAFT]


def test_link_to_a_page_taken_back_or_deleted_is_broken(db):
    lesson = make_module().steps[0].value["lesson"]
    assert find_broken_links() == []
    lesson.unpublish()
    assert {finding.state for finding in find_broken_links()} == {NOT_LIVE}
    lesson.delete()
    assert {finding.state for finding in find_broken_links()} == {GONE}


@pytest.mark.parametrize("path", ["/ko/help/", "/en/read/e1-lesson/", "/ko/read/"])
def test_address_of_a_page_leads_somewhere(db, path):
    make_lesson(language="en")
    assert leads_somewhere(path)


@pytest.mark.parametrize("path", ["/ko/helpp/", "/en/read/e9/", "/xx/help/", "/help/", "/../x/"])
def test_address_without_a_page_leads_nowhere(db, path):
    make_lesson(language="en")
    assert not leads_somewhere(path)


def test_own_address_that_leads_nowhere_is_named_and_a_foreign_one_is_left_alone(db):
    make_channel(web="http://localhost:8000/ko/nowhere/")
    make_channel("901", web="https://www.police.go.kr/", phone="901")
    assert [finding.subject.key for finding in find_broken_links()] == ["900"]


def test_live_lesson_that_breaks_a_rule_is_debt(db):
    lesson = make_lesson()
    assert find_debt() == []
    LessonPage.objects.filter(pk=lesson.pk).update(minutes=99)
    assert "99" in find_debt()[0].text


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:9/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://0/",
    ],
)
def test_t58_outside_link_into_a_private_network_is_never_asked(address):
    assert "private network" in outside_links.trouble_with(address)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "//", "http://["])
def test_t58_what_is_no_address_of_the_web_is_not_asked(address):
    assert outside_links.trouble_with(address)


@pytest.fixture
def missing_page():
    """Address of a page that answers 404, on this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/gone"
    server.shutdown()


def test_t104_dead_outside_link_is_named_only_when_asked(db, missing_page, monkeypatch):
    monkeypatch.setattr(outside_links, "is_public", lambda host: True)
    make_channel(web=missing_page)
    assert f"{missing_page} (Helpline 900) answers 404" in check(on=date(2027, 1, 1), links=True)
    assert missing_page not in check(on=date(2027, 1, 1))
