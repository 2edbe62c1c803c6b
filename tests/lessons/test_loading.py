"""Content files become pages, once, and never overwrite an editor."""

import pytest

from core.models import AuditEntry
from lessons import files
from lessons.actions import CONTENT_FOLDER, load_lessons, read_folder
from lessons.models import HomePage, LessonPage
from lessons.schema import LessonFileRefused
from tests.factories.lessons import lesson_data, write_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    write_lesson(tmp_path, lesson_data(language="ko"))
    write_lesson(tmp_path, lesson_data(language="en"))
    return tmp_path


def page(language="ko"):
    return LessonPage.objects.in_language(language).get()


def test_loading_two_languages_makes_a_live_page_and_its_translation(folder):
    report = load_lessons(folder=folder)

    assert report.written == ["E1 ko", "E1 en"]
    korean, english = page("ko"), page("en")
    assert korean.live and english.live
    assert english.translation_key == korean.translation_key
    assert english.get_parent().specific == HomePage.objects.get(locale=english.locale)
    assert [step.id for step in english.step_list()] == [step.id for step in korean.step_list()]
    assert english.title == "Real or made?"


def test_loaded_page_written_back_as_file_equals_the_file(folder):
    load_lessons(folder=folder)

    assert files.lesson_of(page("ko")) == lesson_data(language="ko")
    assert files.lesson_of(page("en")) == lesson_data(language="en")


def test_loading_again_unchanged_writes_nothing(folder):
    load_lessons(folder=folder)
    revision, entries = page().latest_revision_id, AuditEntry.objects.count()

    report = load_lessons(folder=folder)

    assert report.unchanged == ["E1 ko", "E1 en"]
    assert not report.written
    assert page().latest_revision_id == revision
    assert AuditEntry.objects.count() == entries


def test_loading_changed_file_publishes_a_new_revision_with_the_same_ids(folder):
    load_lessons(folder=folder)
    before = page()
    write_lesson(folder, lesson_data(title="새 제목"))

    report = load_lessons(folder=folder)

    assert report.written == ["E1 ko"]
    assert page().title == "새 제목"
    assert page().latest_revision_id != before.latest_revision_id
    assert [step.id for step in page().step_list()] == [step.id for step in before.step_list()]


def test_loading_over_an_editors_draft_leaves_the_page_alone_and_says_so(folder):
    load_lessons(folder=folder)
    edited = page()
    edited.title = "편집자가 고친 제목"
    edited.save_revision()
    write_lesson(folder, lesson_data(title="파일이 고친 제목"))

    for _attempt in range(2):
        report = load_lessons(folder=folder)
        assert report.left_alone == ["E1 ko"]

    assert page().title == "진짜일까, 만든 걸까?"
    assert page().get_latest_revision_as_object().title == "편집자가 고친 제목"


def test_loading_over_an_editors_published_change_leaves_it(folder):
    load_lessons(folder=folder)
    edited = page()
    edited.title = "편집자가 고친 제목"
    edited.save_revision().publish()
    write_lesson(folder, lesson_data(title="파일이 고친 제목"))

    assert load_lessons(folder=folder).left_alone == ["E1 ko"]
    assert page().title == "편집자가 고친 제목"


def test_loading_changed_file_of_an_unpublished_page_does_not_bring_it_back(folder):
    load_lessons(folder=folder)
    page().unpublish()
    write_lesson(folder, lesson_data(title="새 제목"))

    assert load_lessons(folder=folder).left_alone == ["E1 ko"]
    assert not page().live


def test_loading_a_folder_with_one_bad_file_writes_nothing(folder):
    write_lesson(folder, lesson_data("M1", minutes=99))

    with pytest.raises(LessonFileRefused, match=r"M1\.ko\.yaml: minutes"):
        load_lessons(folder=folder)

    assert not LessonPage.objects.exists()


def test_english_file_without_korean_is_refused(tmp_path):
    write_lesson(tmp_path, lesson_data(language="en"))

    with pytest.raises(LessonFileRefused, match="has no Korean file"):
        read_folder(tmp_path)


def test_file_under_a_wrong_name_is_refused(tmp_path):
    write_lesson(tmp_path, lesson_data()).rename(tmp_path / "E9.ko.yaml")

    with pytest.raises(LessonFileRefused, match=r"belongs into E1\.ko\.yaml"):
        read_folder(tmp_path)


def test_shipped_lessons_are_in_order_and_load_in_both_languages():
    report = load_lessons()

    assert len(report.written) == len(list(CONTENT_FOLDER.glob("*.yaml")))
    codes = {lesson.lesson_code for lesson in LessonPage.objects.in_language("en").live()}
    assert codes == {
        *(f"E{n}" for n in range(1, 5)),
        *(f"{b}{n}" for b in "MH" for n in range(1, 6)),
    }
