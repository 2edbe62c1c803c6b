"""A file that does not keep to the format is refused, with its place and the rule."""

from copy import deepcopy
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.files import read_lesson
from lessons.html_subset import html_faults, to_subset
from lessons.rules import count_words, find_problems
from lessons.schema import LessonFileRefused, check_lesson, check_pair, skeleton
from tests.factories.lessons import lesson_data, uuid_of, write_lesson


def refusal(data) -> str:
    with pytest.raises(LessonFileRefused) as refused:
        check_lesson(data, "E1.ko.yaml")
    return str(refused.value)


def changed(*path, to):
    """The lesson with one value replaced, deep down."""
    data = deepcopy(lesson_data())
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    return data


CHOOSE, SORT = ("steps", 1, "body", 0), ("steps", 1, "body", 1)
LAW = ("steps", 2, "body", 1)

DEFECTS = [
    (("key",), "no-uuid", "key: must be a UUID"),
    (("steps", 0, "id"), None, "steps[0].id: must be a UUID"),
    (("steps", 0, "id"), str(UUID(int=10)).upper(), "steps[0].id: must be a UUID in lower case"),
    (("steps", 0, "body", 0, "id"), 7, "steps[0].body[0].id: must be a UUID"),
    (("steps", 0, "body", 0, "type"), "film", "steps[0].body[0].type: must be one of prose"),
    (("steps", 0, "body"), [], "steps[0].body: must be a list of at least 1"),
    (("level",), "K", "level: must be one of E, M, H"),
    (("minutes",), True, "minutes: must be a whole number"),
    (("minutes",), 0, "minutes: must be a whole number from 1"),
    (("slug",), "Real Or Made", "slug: must be lower-case letters"),
    (("is_sensitive",), "no", "is_sensitive: must be true or false"),
    (("objectives",), "one", "objectives: must be a list"),
    (("teacher", "timing"), "no paragraph", "teacher.timing: “no paragraph” stands outside a tag"),
    ((*CHOOSE, "options", 0, "is_best"), 1, "options[0].is_best: must be true or false"),
    ((*SORT, "cards", 0, "group"), uuid_of("none"), "cards[0].group: names a group that is not"),
    ((*LAW, "checked_on"), "yesterday", "checked_on: must be a day"),
    ((*LAW, "fact"), "the law", "fact: must be the number of a fact record"),
    (("sources",), ["no such thing!"], "sources[0]: must be a fact record"),
]


@pytest.mark.parametrize(("path", "value", "message"), DEFECTS)
def test_schema_defect_is_refused_with_its_place(path, value, message):
    assert message in refusal(changed(*path, to=value))


def test_schema_missing_and_unknown_keys_are_both_named():
    data = lesson_data(colour="blue")
    del data["summary"]

    assert "E1.ko.yaml: colour: is unknown" in refusal(data)
    assert "E1.ko.yaml: summary: is missing" in refusal(data)


@pytest.mark.parametrize("not_a_lesson", [None, [], "text", 7])
def test_schema_file_of_something_else_is_refused(not_a_lesson):
    assert "must be a mapping" in refusal(not_a_lesson)


def test_schema_repeated_id_is_refused():
    data = changed("steps", 1, "id", to=lesson_data()["steps"][0]["id"])

    assert "repeats the id" in refusal(data)


def test_schema_complete_lessons_of_both_languages_pass():
    for language in ("ko", "en"):
        check_lesson(lesson_data(language=language), "file")
    check_pair(lesson_data(), lesson_data(language="en"), "file")


@pytest.mark.parametrize(
    "path", [("steps", 0, "id"), (*SORT, "cards", 0, "id"), (*CHOOSE, "options", 1, "id")]
)
def test_schema_english_with_an_id_of_its_own_is_refused(path):
    english = deepcopy(lesson_data(language="en"))
    inner = english
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = uuid_of("another")

    with pytest.raises(LessonFileRefused, match="differs from the Korean file"):
        check_pair(lesson_data(), english, "E1.en.yaml")


def test_schema_english_with_another_best_answer_is_refused():
    english = deepcopy(lesson_data(language="en"))
    english["steps"][1]["body"][0]["options"][1]["is_best"] = True

    with pytest.raises(LessonFileRefused, match=r"options\[1\].is_best"):
        check_pair(lesson_data(), english, "E1.en.yaml")


def test_schema_english_with_a_step_less_is_refused():
    english = lesson_data(language="en")
    english["steps"] = english["steps"][:2]

    with pytest.raises(LessonFileRefused, match=r"steps\[\]"):
        check_pair(lesson_data(), english, "E1.en.yaml")


HTML_FAULTS = {
    "<p>ok</p><script>alert(1)</script>": "<script> is not allowed",
    '<p onclick="x()">ok</p>': "must not have attributes",
    '<p><a href="javascript:x">ok</a></p>': "<a> is not allowed",
    "<p>open": "<p> is not closed",
    "<p>ok</p></p>": "</p> closes nothing",
    "<p>ok<br/></p>": "<br/> is not allowed",
    "<p>ok</p><!-- note -->": "comments are not allowed",
    "<p><em>crossed</p></em>": "</p> closes nothing",
    "<!DOCTYPE html><p>ok</p>": "declarations are not allowed",
    "<p>ok</p><?php x ?>": "processing instructions are not allowed",
}


@pytest.mark.parametrize(("source", "fault"), HTML_FAULTS.items())
def test_html_outside_the_subset_is_refused(source, fault):
    assert fault in " ".join(html_faults(source))


@given(st.lists(st.sampled_from(["<p>", "</p>", "<img src=x onerror=y>", "<B>", "글", "<"])))
def test_html_with_an_image_in_it_never_passes(parts):
    source = "".join(parts)
    if "<img" in source:
        assert html_faults(source)


def test_editor_html_becomes_the_files_tags():
    editor = '<p data-block-key="a1b2c">가 <b>나</b> <i>다</i></p>'

    assert to_subset(editor) == "<p>가 <strong>나</strong> <em>다</em></p>"


def test_file_value_cut_off_by_a_number_sign_is_refused(tmp_path):
    path = write_lesson(tmp_path, lesson_data())
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace("title: 진짜일까,", "title: 117 (문자 #0117)", 1), "utf-8")

    with pytest.raises(LessonFileRefused, match=r"line \d+: put the value in quotes"):
        read_lesson(path)


def test_file_with_a_quoted_number_sign_and_a_comment_line_is_read_whole(tmp_path):
    path = write_lesson(tmp_path, lesson_data(summary="117 (문자 #0117)"))
    path.write_text("# a note of the writer\n" + path.read_text("utf-8"), "utf-8")

    assert read_lesson(path)["summary"] == "117 (문자 #0117)"


def test_file_that_is_not_yaml_is_refused_with_its_name(tmp_path):
    path = tmp_path / "E1.ko.yaml"
    path.write_text("title: [open", "utf-8")

    with pytest.raises(LessonFileRefused, match=r"E1\.ko\.yaml: file: is not YAML"):
        read_lesson(path)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"minutes": 13}, "minutes"),
        ({"level": ""}, "level"),
        ({"is_sensitive": True, "content_note": " "}, "content_note"),
    ],
)
def test_rules_name_the_missing_thing(changes, place):
    assert [problem.place for problem in find_problems(lesson_data(**changes))] == [place]


def test_rules_want_a_help_box_somewhere():
    data = lesson_data()
    data["steps"][2]["body"] = data["steps"][2]["body"][:2]

    assert [problem.place for problem in find_problems(data)] == ["steps"]


def test_rules_want_a_text_alternative_for_each_drawing():
    data = changed("steps", 0, "body", 1, "alt", to="  ")

    assert [problem.place for problem in find_problems(data)] == ["steps[0].body[1].alt"]


@given(st.integers(min_value=0, max_value=240))
def test_rules_count_120_words_a_step_and_no_more(count):
    help_box = {"id": uuid_of("h"), "type": "help", "text": " ".join(["말"] * count)}
    step = {"id": uuid_of("s"), "title": "제목", "minutes": 12, "body": [help_box]}

    problems = find_problems(lesson_data(steps=[step]))

    assert bool(problems) == (count > 120)


@given(st.lists(st.text(alphabet="가나다abc", min_size=1)))
def test_words_are_counted_without_tags(words):
    assert count_words("<p>" + "</p><p>".join(words) + "</p>") == len(words)


def test_skeleton_of_two_languages_is_the_same_though_all_words_differ():
    assert list(skeleton(lesson_data())) == list(skeleton(lesson_data(language="en")))
