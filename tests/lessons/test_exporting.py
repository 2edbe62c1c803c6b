"""A page written back as a file is the file that made it."""

from copy import deepcopy

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from lessons.actions import CONTENT_FOLDER, load_lessons, read_folder
from lessons.files import read_lesson
from lessons.models import LessonPage
from lessons.writing import lesson_text
from tests.factories.lessons import lesson_data, make_lesson

FILES = sorted(CONTENT_FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_file_read_and_written_reads_the_same(path, tmp_path):
    lesson = read_lesson(path)
    copy = tmp_path / path.name
    copy.write_text(lesson_text(lesson), encoding="utf-8")

    assert read_lesson(copy) == lesson


WORDS = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["yes", "2026-11-22", "1", "a: b", "문자 #0117", "- a", '"', "'", "<p>a</p> <p>b</p>", "줄\n줄"]
)


@given(words=WORDS, html=st.lists(WORDS, min_size=1, max_size=3))
def test_any_words_survive_writing_and_reading(words, html, tmp_path_factory):
    lesson = deepcopy(lesson_data(title=words, content_note=words, objectives=[words]))
    lesson["steps"][0]["body"][0]["text"] = " ".join(f"<p>{text}</p>" for text in html)
    lesson["family_letter"] = "".join(f"<p>{text}</p>" for text in html)
    path = tmp_path_factory.mktemp("words") / "E1.ko.yaml"
    path.write_text(lesson_text(lesson), encoding="utf-8", newline="")

    assert read_lesson(path) == lesson


def test_written_file_is_laid_out_like_the_shipped_ones():
    lines = (CONTENT_FOLDER / "E3.ko.yaml").read_text(encoding="utf-8").splitlines()
    written = lesson_text(read_lesson(CONTENT_FOLDER / "E3.ko.yaml")).splitlines()

    assert len(set(written) & set(lines)) > 0.85 * len(set(lines))


@pytest.mark.django_db
def test_shipped_lessons_loaded_exported_and_loaded_again_are_unchanged(tmp_path):
    load_lessons()
    for code in {path.stem.split(".")[0] for path in FILES}:
        call_command("export_lesson", code, folder=tmp_path, verbosity=0)

    report = load_lessons(folder=tmp_path)

    assert len(report.unchanged) == len(FILES) == len(list(tmp_path.iterdir()))
    assert read_folder(tmp_path) == read_folder(CONTENT_FOLDER)


@pytest.mark.django_db
def test_export_takes_what_is_live_unless_asked_for_the_draft(tmp_path):
    page = make_lesson()
    page.title = "초안"
    page.save_revision()

    call_command("export_lesson", "E1", folder=tmp_path)
    assert read_lesson(tmp_path / "E1.ko.yaml")["title"] == LessonPage.objects.get().title
    call_command("export_lesson", "E1", "--draft", language="ko", folder=tmp_path)
    assert read_lesson(tmp_path / "E1.ko.yaml")["title"] == "초안"


@pytest.mark.django_db
def test_export_of_an_unknown_lesson_says_so(tmp_path):
    with pytest.raises(CommandError, match="no such lesson: E9"):
        call_command("export_lesson", "E9", folder=tmp_path)
