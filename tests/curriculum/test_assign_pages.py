"""The pages that give a module: several classes, groups, the notice, languages, undo, copies."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from core.media.records import Licence
from core.models import AuditEntry, Video
from curriculum.actions.assigning import NOTICE_READ
from curriculum.forms import AssignForm
from curriculum.models import Assignment, AssignmentBatch
from curriculum.models.batches import UNDO_FOR
from curriculum.module_versions import read_version
from curriculum.rules_form import written
from curriculum.seat_numbers import read_numbers
from lessons.models import LessonPage
from quizzes.rule_changes import RuleChanges
from tests.curriculum.test_language_switch import links
from tests.factories.curriculum import block, publish_steps
from tests.factories.lessons import make_lesson
from tests.factories.schools import ClassroomFactory
from tests.lessons.test_media_blocks import media_step
from tests.statements import data_statements

YES = {"confirmed": "yes"}


@pytest.fixture
def sister(classroom, teacher):
    """Another class of the teacher, in the same school and year."""
    other = ClassroomFactory(school=classroom.school)
    yesterday = timezone.localdate() - timedelta(days=1)
    teacher.memberships.create(role="homeroom_teacher", classroom=other, starts_on=yesterday)
    return other


@pytest.fixture
def check_url(classroom):
    """Where the assign form goes."""
    return reverse("curriculum:assign-check", args=[classroom.pk])


@pytest.fixture
def wanted(module):
    """A form filled in: from today, until the end of the day a week later."""
    today = timezone.localdate()
    return {
        "key": "8d5d5c5e-6d13-4c1c-8a3e-7a0c5a0e6f01",
        "module": module.pk,
        "checked_version": read_version(module).code,
        "opens_on": today.isoformat(),
        "opens_time": "00:00",
        "closes_on": (today + timedelta(days=7)).isoformat(),
        "closes_time": "24:00",
    }


def test_two_classes_at_once_then_undone_on_the_class_list(
    teacher_client, classroom, sister, check_url, wanted
):
    both = {**wanted, "classes": [str(classroom.pk), str(sister.pk)]}
    page = teacher_client.post(check_url, both).text
    assert str(sister) in page and "학생에게 보이는 모습" in page
    listed = teacher_client.post(check_url, {**both, **YES}, follow=True).text
    assert Assignment.objects.running().count() == 2
    undo = re.search(r'action="(/ko/assigned/[^"]+)"', listed)[1]
    assert "되돌렸습니다" in teacher_client.post(undo, follow=True).text
    assert not Assignment.objects.running().exists()


def test_no_class_chosen_is_told_at_its_field(teacher_client, sister, check_url, wanted):
    response = teacher_client.post(check_url, {**wanted, "classes": []})
    assert response.status_code == 422 and "학급을 하나 이상 고르십시오." in response.text


def test_class_of_a_stranger_cannot_be_chosen(
    teacher_client, classroom, sister, neighbours, check_url, wanted
):
    classes = [str(classroom.pk), str(neighbours[0].pk)]
    response = teacher_client.post(check_url, {**wanted, "classes": classes, **YES})
    assert response.status_code == 422
    assert not Assignment.objects.exists()


def test_group_by_numbers_is_shown_and_given(teacher_client, classroom, check_url, wanted):
    group = {**wanted, "numbers": "1, 3번"}
    assert "1, 3번만" in teacher_client.post(check_url, group).text
    teacher_client.post(check_url, {**group, **YES})
    assignment = Assignment.objects.get()
    assert assignment.is_for_group
    assert sorted(assignment.group.values_list("student__number", flat=True)) == [1, 3]


@pytest.mark.parametrize(
    ("numbers", "sentence"), [("첫째", "번호는 3, 7-9처럼"), ("1, 50", "50번 학생이 없습니다")]
)
def test_wrong_numbers_are_told(teacher_client, check_url, wanted, numbers, sentence):
    response = teacher_client.post(check_url, {**wanted, "numbers": numbers})
    assert response.status_code == 422 and sentence in response.text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("", []), ("3", [3]), ("7-9, 3", [3, 7, 8, 9]), ("１ ~ ３번 5번", [1, 2, 3, 5])],
)
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert read_numbers(text) == numbers


def confirm(client, check_url, page, wanted):
    """Press the button of a check page as it was shown."""
    shown = re.search(r'name="checked_version" value="(\w+)"', page.text)[1]
    return client.post(check_url, {**wanted, "checked_version": shown, **YES})


def test_module_published_since_the_check_is_checked_again(
    teacher_client, module, check_url, wanted
):
    before = teacher_client.post(check_url, wanted)
    module.save_revision().publish()
    again = confirm(teacher_client, check_url, before, wanted)
    assert again.status_code == 422 and "모듈이 새로 발행" in again.text
    assert not (Assignment.objects.exists() or AssignmentBatch.objects.exists())
    assert confirm(teacher_client, check_url, again, wanted).status_code == 302
    assert AssignmentBatch.objects.get().module_version == read_version(module).code


def test_confirmation_of_a_page_nobody_saw_shows_it(teacher_client, check_url, wanted):
    unseen = teacher_client.post(check_url, {**wanted, "checked_version": "", **YES})
    assert unseen.status_code == 422
    assert not Assignment.objects.exists()


def test_retry_after_a_lost_answer_stays_one_though_it_was_published_anew(
    teacher_client, module, check_url, wanted
):
    page = teacher_client.post(check_url, wanted)
    confirm(teacher_client, check_url, page, wanted)
    module.save_revision().publish()
    assert confirm(teacher_client, check_url, page, wanted).status_code == 302
    assert Assignment.objects.count() == 1


def test_same_times_with_other_rules_are_a_conflict(teacher_client, check_url, wanted):
    teacher_client.post(check_url, {**wanted, **YES})
    other = {**wanted, "key": "", "attempts": "1", **YES}
    response = teacher_client.post(check_url, other)
    assert response.status_code == 409 and "퀴즈 규칙" in response.text
    assert Assignment.objects.get().batch.attempt_limit is None


def test_switch_of_language_on_the_check_page_keeps_the_form(teacher_client, check_url, wanted):
    there = links(teacher_client.post(check_url, {**wanted, "pass_mark": "70"}).text)["en"]
    page = teacher_client.get(there)
    assert page.status_code == 200 and "Check before assigning" in page.text
    assert 'name="pass_mark" value="70"' in page.text


def test_switch_of_language_after_a_mistake_keeps_what_was_written(
    teacher_client, check_url, wanted
):
    wrong = {**wanted, "closes_on": "2020-01-01", "numbers": "2"}
    response = teacher_client.post(check_url, wrong)
    there = teacher_client.get(links(response.text)["en"])
    assert there.status_code == 422
    assert 'value="2020-01-01"' in there.text and 'value="2"' in there.text


def test_changing_something_brings_the_form_back(teacher_client, check_url, wanted, classroom):
    teacher_client.post(check_url, {**wanted, "numbers": "2"})
    address = reverse("curriculum:assign", args=[classroom.pk])
    page = teacher_client.get(address, {"key": wanted["key"]}).text
    assert 'name="numbers" value="2"' in page


def test_the_same_form_sent_twice_is_one_and_changed_another(
    teacher_client, check_url, wanted, classroom
):
    group = {**wanted, "numbers": "1", **YES}
    for _ in range(2):
        assert teacher_client.post(check_url, group).status_code == 302
    assert AssignmentBatch.objects.count() == 1
    teacher_client.post(check_url, {**group, "numbers": "2"})
    assert Assignment.objects.count() == 2


def test_sensitive_module_needs_the_tick_and_leaves_a_trace(
    teacher_client, classroom, check_url, wanted
):
    LessonPage.objects.update(is_sensitive=True, content_note="마음이 무거울 수 있어요.")
    assert "마음이 무거울 수 있어요." in teacher_client.post(check_url, wanted).text
    refused = teacher_client.post(check_url, {**wanted, **YES})
    assert refused.status_code == 422 and not Assignment.objects.exists()
    teacher_client.post(check_url, {**wanted, **YES, "has_read_notice": "yes"})
    assert Assignment.objects.count() == 1
    assert AuditEntry.objects.get(action="curriculum.assign_module").reason == NOTICE_READ


def test_conflict_offers_the_other_classes(
    teacher_client, assignment, classroom, sister, check_url, wanted
):
    both = {**wanted, "classes": [str(classroom.pk), str(sister.pk)]}
    page = teacher_client.post(check_url, both)
    assert page.status_code == 409
    assert f'name="classes" value="{sister.pk}"' in page.text
    assert f'name="classes" value="{classroom.pk}"' not in page.text


def test_undo_belongs_to_who_assigned(teacher_client, neighbours, classroom, check_url, wanted):
    teacher_client.post(check_url, {**wanted, **YES})
    batch = AssignmentBatch.objects.get()
    AssignmentBatch.objects.update(made_by=neighbours[1])
    url = reverse("curriculum:assigning-undo", args=[batch.pk])
    assert teacher_client.post(url).status_code == 404


def test_undo_too_late_says_what_to_do(teacher_client, check_url, wanted):
    teacher_client.post(check_url, {**wanted, **YES})
    AssignmentBatch.objects.update(made_at=timezone.now() - UNDO_FOR)
    batch = AssignmentBatch.objects.get()
    url = reverse("curriculum:assigning-undo", args=[batch.pk])
    assert "10분이 지나" in teacher_client.post(url, follow=True).text
    assert Assignment.objects.running().exists()


def test_copy_fills_the_form_like_the_first(teacher_client, sister, check_url, wanted, classroom):
    data = {**wanted, "classes": [str(classroom.pk)], "attempts": "practice", **YES}
    teacher_client.post(check_url, data)
    url = reverse("curriculum:assignment-copy", args=[Assignment.objects.get().pk])
    form = teacher_client.get(url, follow=True).context["form"]
    assert str(form["module"].value()) == str(wanted["module"])
    assert form["attempts"].value() == "practice"
    assert form["closes_time"].value() == "23:59"
    assert form["classes"].value() == []


def test_former_year_is_read_only(teacher_client, classroom, check_url):
    type(classroom).objects.filter(pk=classroom.pk).update(school_year=2019)
    assert teacher_client.get(reverse("curriculum:assign", args=[classroom.pk])).status_code == 404
    page = teacher_client.get(reverse("curriculum:class-list")).text
    assert "지난 학년도" in page and "/assign/" not in page


@pytest.mark.parametrize(("words", "is_found"), [("2-", True), ("9-9", False)])
def test_class_list_finds_by_name(teacher_client, classroom, words, is_found):
    page = teacher_client.get(reverse("curriculum:class-list"), {"words": words}).text
    assert (str(classroom.pk) in page) is is_found


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("moment", "minute"), [("24:00", "23:59"), ("00:00", "23:59")])
def test_t92_due_at_midnight_is_shown_as_the_last_minute_in_both_languages(
    teacher_client, classroom, wanted, language, moment, minute
):
    url = f"/{language}/classes/{classroom.pk}/assign/check/"
    page = teacher_client.post(url, {**wanted, "closes_time": moment}).text
    shown = re.search(r"<dt>(?:마감|Closes)</dt>\s*<dd>\s*([^<]+)</dd>", page)[1]
    assert minute in shown and "00:00" not in shown and "24:00" not in shown


@pytest.mark.parametrize(
    "changes",
    [
        RuleChanges(),
        RuleChanges(is_practice_only=True, minutes=0),
        RuleChanges(attempt_limit=0, pass_mark=0, allows_practice=False),
        RuleChanges(feedback="on_release", attempt_limit=2, minutes=30),
    ],
)
def test_rules_written_into_a_form_are_read_back_alike(classroom, wanted, changes):
    form = AssignForm({**wanted, **written(changes)}, classroom=classroom)
    assert form.is_valid(), form.errors
    assert form.rule_changes() == changes


def copy_for(level: str, module):
    copy = module.copy(update_attrs={"slug": f"copy-{level}", "level": level}, keep_live=False)
    copy.save_revision().publish()
    return copy


def test_modules_of_the_own_level_come_first_and_the_others_are_folded(classroom, module):
    older, younger = (copy_for(level, module) for level in ("H", "E"))
    groups = AssignForm(classroom=classroom).modules_by_level()
    offered = [[choice.option.data["value"].instance for choice in each.choices] for each in groups]
    assert offered == [[module], [younger], [older]]
    assert not any(each.is_chosen for each in groups)
    chosen = AssignForm({"module": older.pk}, classroom=classroom).modules_by_level()
    assert [each.is_chosen for each in chosen] == [False, False, True]


def test_module_that_touches_on_harm_says_so_in_the_choice(teacher_client, classroom, module):
    url = reverse("curriculum:assign", args=[classroom.pk])
    words = "피해를 다룸"
    assert words not in teacher_client.get(url).text
    LessonPage.objects.update(is_sensitive=True)
    assert words in teacher_client.get(url).text


def test_module_that_touches_on_harm_in_a_later_lesson_says_so_too(
    teacher_client, classroom, module
):
    later = make_lesson("M2", "ko", is_sensitive=True, content_note="마음이 무거울 수 있어요.")
    second = block("later lesson", "lesson", {"lesson": later.pk})
    publish_steps(module, [*module.steps.raw_data, second])
    url = reverse("curriculum:assign", args=[classroom.pk])
    assert "피해를 다룸" in teacher_client.get(url).text


def test_choice_of_a_module_names_the_licences_of_what_it_shows(teacher_client, classroom, module):
    url = reverse("curriculum:assign", args=[classroom.pk])
    assert "그림과 영상:" not in teacher_client.get(url).text
    shown = make_lesson("M3", steps=[media_step()])
    ReferenceIndex.create_or_update_for_object(shown)  # what a worker does after a save
    Video.objects.update(licence=Licence.CC_BY)
    extra = block("shown", "lesson", {"lesson": shown.pk})
    publish_steps(module, [*module.steps.raw_data, extra])
    page = teacher_client.get(url).text
    said = re.search(r"그림과 영상: ([^<]+)<", page)[1]
    assert said == f"{Licence.OWN.label}, {Licence.CC_BY.label}"


@pytest.mark.parametrize("modules", [1, 6])
def test_choices_are_read_in_ten_statements_for_any_number_of_modules(classroom, module, modules):
    for number in range(modules - 1):
        copy = module.copy(update_attrs={"slug": f"copy-{number}"}, keep_live=False)
        copy.save_revision().publish()
    AssignForm(classroom=classroom)  # the kinds of records are asked once a process
    with data_statements(at_most=10):
        form = AssignForm(classroom=classroom)
    assert len(form.fields["module"].titles) == modules
