"""Quiz files with a question of every kind: what they carry, and what is refused where."""

from pathlib import Path

import pytest
import yaml

from quizzes import content_files
from quizzes.actions import load_quizzes
from quizzes.actions.content import CONTENT_FOLDER
from quizzes.content_parts import ContentFileRefused
from quizzes.edition_papers import paper_of
from quizzes.kinds import KINDS, Credit
from quizzes.models import Edition, Question

NAME = "every-kind"
# Places of the questions in the file.
ONE, SEVERAL, _STATEMENT, PICTURE, ORDER, MATCH, LIKERT, SHORT, ESSAY, SPOT = range(10)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the shipped quiz of every kind, to change."""
    for language in ("ko", "en"):
        name = f"{NAME}.{language}.yaml"
        (tmp_path / name).write_text((CONTENT_FOLDER / name).read_text("utf-8"), "utf-8")
    return tmp_path


def change(folder: Path, number: int, edit, *languages: str) -> None:
    for language in languages or ("ko", "en"):
        path = folder / f"{NAME}.{language}.yaml"
        values = yaml.safe_load(path.read_text("utf-8"))
        edit(values["questions"][number])
        path.write_text(yaml.safe_dump(values, allow_unicode=True, width=10_000), "utf-8")


def test_shipped_quiz_asks_every_kind_in_both_languages(db, folder):
    report = load_quizzes(folder=folder)
    assert not report.kept
    edition = Edition.objects.get()
    paper = paper_of(edition.pk)
    assert {item.kind for item in paper.items} == set(KINDS)
    assert all(item.language_for(each) == each for item in paper.items for each in ("ko", "en"))
    assert paper.items[SEVERAL].credit == Credit.PARTIAL
    assert (paper.attempt_limit, paper.counting_rule) == (None, "best")


def test_loading_every_kind_twice_changes_nothing(db, folder):
    load_quizzes(folder=folder)
    again = load_quizzes(folder=folder)
    assert not (again.created or again.updated or again.kept)
    assert Edition.objects.count() == 1


def test_a_changed_step_of_an_order_is_taken_over(db, folder):
    load_quizzes(folder=folder)
    change(folder, ORDER, lambda order: order["options"][0].update(text="잠깐 멈춘다."), "ko")
    assert len(load_quizzes(folder=folder).updated) == 1
    question = Question.objects.get(
        translation_key=paper_of(Edition.objects.first().pk).items[ORDER].key,
        locale__language_code="ko",
    )
    assert question.block.value["options"][0] == "잠깐 멈춘다."


@pytest.mark.parametrize(
    ("number", "edit", "place"),
    [
        (ONE, lambda one: one.update(credit="partial"), "questions[0].credit"),
        (ONE, lambda one: one.update(optoins=[]), "questions[0].optoins"),
        (SEVERAL, lambda several: several.update(credit="half"), "questions[1].credit"),
        (
            PICTURE,
            lambda each: each["options"][1].pop("picture"),
            "questions[3].options[1].picture",
        ),
        (ORDER, lambda order: order["options"][2].pop("id"), "questions[4].options[2].id"),
        (ORDER, lambda order: order["options"][0].update(is_right=True), "options[0].is_right"),
        (MATCH, lambda match: match["pairs"][1].pop("target"), "questions[5].pairs[1].target"),
        (MATCH, lambda match: match.update(extra_targets="none"), "questions[5].extra_targets"),
        (LIKERT, lambda likert: likert.pop("options"), "questions[6].options"),
        (SHORT, lambda short: short["options"][0].update(text=112), "questions[7].options[0].text"),
        (ESSAY, lambda essay: essay.update(options=[]), "questions[8].options"),
        (ESSAY, lambda essay: essay.update(picture="stop-turtle"), "questions[8].picture_alt"),
        (SPOT, lambda spot: spot.update(changed="third"), "questions[9].changed"),
        (SPOT, lambda spot: spot["places"][0].update(left=1.5), "questions[9].places[0].left"),
        (SPOT, lambda spot: spot.update(picture="stop-turtle"), "questions[9].picture"),
    ],
)
def test_a_faulty_question_is_refused_with_file_and_place(folder, number, edit, place):
    change(folder, number, edit, "ko")
    with pytest.raises(ContentFileRefused) as refused:
        content_files.read_folder(folder)
    assert refused.value.file == f"{NAME}.ko.yaml"
    assert place in refused.value.place


@pytest.mark.parametrize(
    ("number", "edit"),
    [
        (PICTURE, lambda each: each["options"][0].update(picture="two-cats")),
        (ORDER, lambda order: order["options"].reverse()),
        (MATCH, lambda match: match["pairs"].pop()),
        (SPOT, lambda spot: spot.update(changed="first")),
        (SPOT, lambda spot: spot["places"][0].update(left=1)),
    ],
)
def test_a_translation_that_asks_something_else_is_refused(folder, number, edit):
    change(folder, number, edit, "en")
    with pytest.raises(ContentFileRefused) as refused:
        content_files.read_folder(folder)
    assert (refused.value.file, refused.value.place) == (f"{NAME}.en.yaml", f"questions[{number}]")


@pytest.mark.parametrize(
    ("number", "edit"),
    [
        (PICTURE, lambda each: each["options"][0].update(picture="no-such-picture")),
        (LIKERT, lambda likert: likert["options"].__delitem__(slice(1, None))),
        (SHORT, lambda short: short["options"][0].update(text="11[0-9]*")),
        (SPOT, lambda spot: spot["places"][0].update(left=9_999)),
        (SPOT, lambda spot: spot["places"][0].update(is_changed=False)),
    ],
)
def test_what_the_editors_form_would_refuse_is_refused_of_a_file(db, folder, number, edit):
    change(folder, number, edit)
    with pytest.raises(ContentFileRefused) as refused:
        load_quizzes(folder=folder)
    assert refused.value.place == f"questions[{number}]"
    assert not Question.objects.exists()
