"""Comparing written answers: what makes no difference, and what authors may not write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.wording import is_one_of, looks_like_a_pattern, normalise, spellings


@given(text=st.text())
def test_normalising_twice_is_normalising_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(text=st.text(), spaces=st.text(alphabet=" \t\u3000\u200b"))
def test_spaces_width_and_case_make_no_difference(text, spaces):
    assert normalise(spaces.join(text)) == normalise(text)


@given(text=st.text(alphabet=st.characters(max_codepoint=127)))
def test_capitals_make_no_difference(text):
    assert normalise(text.upper()) == normalise(text)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [("불법촬영", "불법 촬영"), ("ＡＩ", "ai"), ("１１２", "112"), ("ﾃｽﾄ", "テスト"), ("각", "각")],
)
def test_the_same_answer_in_another_spelling_is_accepted(text, accepted):
    assert is_one_of(text, ["other", accepted])


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "113", "1 1 3"])
def test_another_answer_or_none_is_not_accepted(text):
    assert not is_one_of(text, ["112", ""])


def test_spellings_are_the_lines_that_say_something():
    assert spellings(" 112 \n\n112번\r\n") == ["112", "112번"]


@pytest.mark.parametrize(
    "text", [".*", "1\\d2", "[0-9]+", "^112$", "(a|b)", "a|b", "112*", "(?i)ai", "colou(r)?"]
)
def test_a_regular_expression_is_recognised(text):
    assert looks_like_a_pattern(text)


@pytest.mark.parametrize(
    "text",
    [
        "112",
        "112번",
        "정말요?",
        "3.5",
        "C++",
        "1 + 2",
        "디지털성범죄피해자지원센터 (디성센터)",
        "뭐..?",
    ],
)
def test_plain_words_are_not_taken_for_one(text):
    assert not looks_like_a_pattern(text)
