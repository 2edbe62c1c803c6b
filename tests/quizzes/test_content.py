"""Quiz files: what is refused, what loading does the first and the second time."""

from pathlib import Path
from uuid import UUID

import pytest
import yaml
from django.core.management import CommandError, call_command

from quizzes import content_files
from quizzes.actions import load_quizzes
from quizzes.actions.content import CONTENT_FOLDER
from quizzes.content_parts import ContentFileRefused
from quizzes.edition_papers import paper_of
from quizzes.models import Category, Edition, Question, Quiz
from tests.factories.quizzes import publish

EXAMPLE = "E1"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of one shipped quiz, to change."""
    for language in ("ko", "en"):
        name = f"{EXAMPLE}.{language}.yaml"
        (tmp_path / name).write_text((CONTENT_FOLDER / name).read_text("utf-8"), "utf-8")
    return tmp_path


def change(folder: Path, language: str, edit) -> None:
    path = folder / f"{EXAMPLE}.{language}.yaml"
    values = yaml.safe_load(path.read_text("utf-8"))
    edit(values)
    path.write_text(yaml.safe_dump(values, allow_unicode=True, width=10_000), "utf-8")


def refusal_of(folder: Path) -> ContentFileRefused:
    with pytest.raises(ContentFileRefused) as refused:
        content_files.read_folder(folder)
    return refused.value


def test_shipped_quizzes_are_in_order():
    files = content_files.read_folder(CONTENT_FOLDER)
    assert len(files) == 16  # one for each lesson, one of every kind, and a scale
    assert all(set(languages) == {"ko", "en"} for languages in files.values())


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda quiz: quiz.pop("key"), "key"),
        (lambda quiz: quiz["questions"][2].pop("id"), "questions[2].id"),
        (lambda quiz: quiz["questions"][1]["options"][0].pop("id"), "questions[1].options[0].id"),
        (lambda quiz: quiz["questions"][0].update(id="nonsense"), "questions[0].id"),
        (lambda quiz: quiz["questions"][0].update(kind="riddle"), "questions[0].kind"),
        (lambda quiz: quiz["questions"][0]["options"][1].update(is_right="no"), "is_right"),
        (lambda quiz: quiz.update(questions="none"), "questions"),
        (lambda quiz: quiz.update(level="X"), "level"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_place(folder, edit, place):
    change(folder, "ko", edit)
    refused = refusal_of(folder)
    assert refused.file == "E1.ko.yaml"
    assert place in refused.place


def test_a_file_that_is_not_yaml_is_refused(folder):
    (folder / "E1.ko.yaml").write_text("quiz: [", "utf-8")
    assert refusal_of(folder).file == "E1.ko.yaml"


def test_text_that_yaml_would_cut_off_is_refused(folder):
    path = folder / "E1.ko.yaml"
    path.write_text(path.read_text("utf-8") + "\nnote: 문자 #0117\n", "utf-8")
    assert "cut off" in str(refusal_of(folder))


def test_ids_used_twice_are_refused(folder):
    def repeat(quiz):
        quiz["questions"][1]["id"] = quiz["questions"][0]["id"]

    change(folder, "ko", repeat)
    assert "used twice" in str(refusal_of(folder))


def test_a_translation_that_marks_another_option_right_is_refused(folder):
    change(folder, "en", lambda quiz: quiz["questions"][0]["options"][0].update(is_right=False))
    refused = refusal_of(folder)
    assert (refused.file, refused.place) == ("E1.en.yaml", "questions[0]")


def test_a_translation_without_its_source_is_refused(folder):
    (folder / "E1.ko.yaml").unlink()
    assert "no ko file" in str(refusal_of(folder))


def test_load_makes_one_edition_with_both_languages(db, folder):
    load_quizzes(folder=folder)
    edition = Edition.objects.get()
    assert (edition.number, edition.title("en")) == (1, "Quiz: Real or made?")
    items = paper_of(edition.pk).items
    assert [item.kind for item in items[:2]] == ["several", "true_false"]
    assert all(item.language_for("en") == "en" for item in items)


def test_load_keeps_the_ids_of_the_file(db, folder):
    load_quizzes(folder=folder)
    values = yaml.safe_load((folder / "E1.ko.yaml").read_text("utf-8"))
    item = paper_of(Edition.objects.get().pk).items[0]
    assert item.key == UUID(values["questions"][0]["id"])
    assert item.option_keys == [UUID(each["id"]) for each in values["questions"][0]["options"]]


def test_loading_twice_changes_nothing(db, folder):
    load_quizzes(folder=folder)
    again = load_quizzes(folder=folder)
    assert not (again.created or again.updated or again.kept)
    assert Edition.objects.count() == 1
    assert Quiz.objects.count() == 2


def test_a_changed_file_is_taken_over(db, folder):
    load_quizzes(folder=folder)
    change(folder, "ko", lambda quiz: quiz["questions"][0].update(stem="새 물음이에요?"))
    change(folder, "ko", lambda quiz: quiz.update(title="새 제목"))
    report = load_quizzes(folder=folder)
    assert len(report.updated) == 2
    latest = Edition.objects.latest_for(Quiz.objects.first().key)
    assert (latest.number, latest.title("ko")) == (2, "새 제목")
    assert paper_of(latest.pk).items[0].texts["ko"].stem == "새 물음이에요?"


@pytest.mark.parametrize("is_published", [True, False])
def test_an_editors_change_is_never_overwritten(db, folder, is_published):
    load_quizzes(folder=folder)
    quiz = Quiz.objects.get(locale__language_code="ko")
    quiz.title = "편집자의 제목"
    if is_published:
        publish(quiz)
    else:
        quiz.save_revision()
    change(folder, "ko", lambda values: values.update(title="파일의 새 제목"))
    report = load_quizzes(folder=folder)
    assert len(report.kept) == 1
    kept = Quiz.objects.get(locale__language_code="ko").get_latest_revision_as_object()
    assert kept.title == "편집자의 제목"


def test_a_faulty_quiz_loads_nothing_at_all(db, folder):
    change(folder, "ko", lambda quiz: quiz["questions"][0].update(explanation=" "))
    with pytest.raises(CommandError):
        call_command("load_quizzes", folder=folder)
    assert not Question.objects.exists()


def test_b01_themes_have_a_slug_beside_their_name(db, folder):
    load_quizzes(folder=folder)
    korean = Category.objects.get(name="출처 확인")
    assert korean.slug == "출처-확인"
    english = Category.objects.get(
        translation_key=korean.translation_key, locale__language_code="en"
    )
    assert english.name != korean.name
    assert Category(name="squishy   berries", locale=korean.locale).slug == ""
