"""Each rule refuses its defect, whichever way a person publishes."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from core.check_dates import LAW_FACT_MONTHS
from core.pages import PublicationRefused
from lessons.files import lesson_of, page_values
from lessons.rules import find_overdue_facts
from tests.factories.lessons import lesson_data, make_lesson
from tests.factories.schools import staff_as
from tests.lessons.editing import browser_of, english, korean

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    make_lesson("E1")
    make_lesson("E1", "en")
    return korean()


@pytest.fixture
def reviewer(lesson):
    return staff_as("reviewer")


def draft_of(page, change, *, by=None):
    """A revision of the page after `change` was done to it in the shape of its file."""
    data = lesson_of(page)
    change(data)
    draft = page.get_latest_revision_as_object()
    for name, value in page_values(data).items():
        setattr(draft, name, value)
    return draft.save_revision(user=by, clean=False)


def block(data, step, place) -> dict:
    return data["steps"][step]["body"][place]


def no_level(data):
    data["level"] = ""


def other_minutes(data):
    data["minutes"] = 13


def longer_than_a_period(data):
    data["minutes"] = 48
    for step in data["steps"]:
        step["minutes"] = 16


def no_content_note(data):
    data["is_sensitive"] = True


def no_help(data):
    data["steps"][2]["body"].pop()


def no_step_title(data):
    data["steps"][1]["title"] = " "


def no_step_minutes(data):
    data["steps"][1]["minutes"] = None
    data["minutes"] = 8


def too_many_words(data):
    block(data, 0, 0)["text"] = "<p>" + "말 " * 121 + "</p>"


def no_text_for_a_drawing(data):
    block(data, 0, 1)["alt"] = ""


def no_text_for_one_of_two_pictures(data):
    block(data, 1, 3)["second_alt"] = " "


def a_heading_in_the_text(data):
    block(data, 0, 0)["text"] = "<h2>제목</h2><p>글</p>"


def a_scene_without_a_way(data):
    block(data, 1, 4)["scenes"][0]["choices"].pop(0)


def an_old_law_card(data):
    day = timezone.localdate() - timedelta(days=31 * LAW_FACT_MONTHS)
    block(data, 2, 1)["checked_on"] = day.isoformat()


def a_law_card_checked_tomorrow(data):
    block(data, 2, 1)["checked_on"] = (timezone.localdate() + timedelta(days=1)).isoformat()


def a_step_english_lacks(data):
    data["steps"].append(lesson_data("E7")["steps"][0])
    data["minutes"] = 16


def a_block_english_lacks(data):
    data["steps"][0]["body"].append(lesson_data("E7")["steps"][0]["body"][0])


DEFECTS = {
    no_level: ("학교급", "level"),
    other_minutes: ("수업 시간은 13분", "minutes"),
    longer_than_a_period: ("이 학교급의 수업은 40분", "minutes"),
    no_content_note: ("시작 전 안내문", "content_note"),
    no_help: ("도움", "steps"),
    no_step_title: ("제목이 없습니다", "steps.{1}.title"),
    no_step_minutes: ("시간(분)이 없습니다", "steps.{1}.minutes"),
    too_many_words: ("120개를 넘을", "steps.{0}"),
    no_text_for_a_drawing: ("대체 글이 없습니다", "steps.{0}.body.{0.1}.alt"),
    no_text_for_one_of_two_pictures: ("대체 글이 없습니다", "steps.{1}.body.{1.3}.second_alt"),
    a_heading_in_the_text: ("제목은 단계 제목 하나만", "steps.{0}.body.{0.0}.text"),
    a_scene_without_a_way: ("장면", "steps.{1}.body.{1.4}.scenes"),
    an_old_law_card: ("다시 확인하십시오", "steps.{2}.body.{2.1}.checked_on"),
    a_law_card_checked_tomorrow: ("다시 확인하십시오", "steps.{2}.body.{2.1}.checked_on"),
    a_step_english_lacks: ("영어판에 4단계", "steps"),
    a_block_english_lacks: ("영어판에 1단계", "steps"),
}
each_defect = pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.__name__)


def path_of(pattern: str, data: dict) -> str:
    """ "steps.{0}.body.{0.1}" with the ids of step 0 and of its block 1."""
    for index, step in enumerate(data["steps"]):
        pattern = pattern.replace(f"{{{index}}}", step["id"])
        for place, inner in enumerate(step["body"]):
            pattern = pattern.replace(f"{{{index}.{place}}}", inner["id"])
    return pattern


@each_defect
def test_publishing_in_somebodys_name_is_refused_naming_the_place(lesson, reviewer, defect):
    live = lesson.live_revision_id
    words, pattern = DEFECTS[defect]
    revision = draft_of(lesson, defect)

    with pytest.raises(PublicationRefused) as refused:
        revision.publish(user=reviewer)

    found = [problem for problem in refused.value.problems if words in problem]
    assert found, refused.value.problems
    assert path_of(pattern, lesson_of(lesson)) in [problem.path for problem in found]
    assert korean().live_revision_id == live


@each_defect
def test_publishing_in_the_admin_is_refused_with_a_link_to_the_place(lesson, reviewer, defect):
    live = lesson.live_revision_id
    words, pattern = DEFECTS[defect]
    draft_of(lesson, defect)
    client = browser_of(reviewer)

    client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={lesson.pk}"
    )

    page = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    path = path_of(pattern, lesson_of(lesson))
    assert f"/edit/#:w:contentpath={path}" in page and words in page
    assert korean().live_revision_id == live


@each_defect
def test_scheduled_publishing_is_refused(lesson, reviewer, defect):
    live = lesson.live_revision_id
    revision = draft_of(lesson, defect, by=reviewer)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    with pytest.raises(CommandError):
        call_command("publish_scheduled")

    assert korean().live_revision_id == live


@each_defect
def test_saving_live_past_the_publish_method_is_refused(lesson, reviewer, defect):
    revision = draft_of(lesson, defect, by=reviewer)
    page = revision.as_object()
    page.live, page.live_revision = True, revision

    with pytest.raises(PublicationRefused):
        page.save()


def test_complete_draft_goes_live_in_somebodys_name(lesson, reviewer):
    revision = draft_of(lesson, lambda data: data.update(title="새 제목"))

    revision.publish(user=reviewer)

    assert korean().title == "새 제목"


def test_lesson_without_an_english_page_is_refused_to_a_person(lesson, reviewer):
    english().delete()

    with pytest.raises(PublicationRefused, match="영어 페이지가 아직 없습니다"):
        korean().save_revision().publish(user=reviewer)


def test_words_that_are_still_korean_in_english_are_linked_on_the_english_page(lesson, reviewer):
    def korean_words(data):
        block(data, 0, 2)["meaning"] = block(lesson_of(korean()), 0, 2)["meaning"]

    draft_of(english(), korean_words)

    with pytest.raises(PublicationRefused) as refused:
        korean().save_revision().publish(user=reviewer)

    (problem,) = refused.value.problems
    assert "아직 영어로" in problem and problem.path.endswith(".meaning")
    assert problem.subject.pk == english().pk


def test_english_page_needs_every_part_of_the_live_korean_one(lesson, reviewer):
    revision = draft_of(english(), lambda data: data["steps"][0]["body"].pop())

    with pytest.raises(PublicationRefused, match="영어판에 1단계"):
        revision.publish(user=reviewer)


def test_korean_goes_first_once_the_english_draft_has_the_new_part(lesson, reviewer):
    to_english = draft_of(english(), add_step("en"))
    to_korean = draft_of(korean(), add_step("ko"))

    to_korean.publish(user=reviewer)
    to_english.publish(user=reviewer)

    assert len(korean().steps) == len(english().steps) == 4


def add_step(language):
    def add(data):
        data["steps"].insert(0, lesson_data("E7", language)["steps"][0])
        data["minutes"] = 16

    return add


def test_operators_command_loads_files_on_a_day_long_after_their_facts_were_checked(lesson):
    draft_of(lesson, an_old_law_card).publish()

    assert korean().live_revision_id == korean().latest_revision_id


def test_translation_published_without_a_name_meets_the_rules_for_people(lesson, reviewer):
    """wagtail-localize saves in a person's name and then publishes in nobody's."""
    revision = draft_of(english(), an_old_law_card, by=reviewer)

    with pytest.raises(PublicationRefused):
        revision.publish()


@pytest.mark.parametrize(
    ("checked_on", "today", "overdue"),
    [
        ("2026-11-22", date(2027, 11, 22), False),
        ("2026-11-22", date(2027, 11, 23), True),
        ("2026-11-22", date(2026, 11, 21), True),
        ("2028-02-29", date(2029, 2, 28), False),
        (None, date(2026, 11, 22), True),
    ],
)
def test_law_card_stands_for_twelve_months(checked_on, today, overdue):
    from_file = lesson_data()
    block(from_file, 2, 1)["checked_on"] = checked_on

    assert bool(find_overdue_facts(from_file, today)) is overdue
