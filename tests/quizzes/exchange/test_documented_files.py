"""Files written by hand from the formats' own documentation, construct by construct."""

from pathlib import Path

from quizzes.exchange.gift import read_gift
from quizzes.exchange.moodle_xml import read_moodle_xml
from quizzes.exchange.qti import read_qti
from quizzes.exchange.records import Choice, Note, Pair, Problem

FILES = Path(__file__).parent / "files"
GIFT = (FILES / "documented.gift.txt").read_bytes()
MOODLE = (FILES / "documented.moodle.xml").read_bytes()


def test_gift_file_gives_each_construct_of_the_documentation():
    first, several, truth, short, gap, match, essay, signs = read_gift(
        GIFT, language="ko"
    ).questions
    assert first.stem == "모르는 사진을 받았어요.\n무엇을 먼저 할까요?"
    assert first.explanation == "보내기 전에 멈춰요."
    assert first.choices[0] == Choice("멈추고 살펴봐요.", True, "맞아요.")
    assert first.theme == ("디지털 안전", "출처 확인")
    assert [choice.is_right for choice in several.choices] == [True, True, False]
    assert (several.kind, several.credit) == ("several", "partial")
    assert truth.choices == (
        Choice("맞아요", False, "눈으로는 몰라요."),
        Choice("아니에요", True, "맞아요."),
    )
    assert short.choices == (Choice("112\n112번", True), Choice("119", False, "불이 났을 때예요."))
    assert (gap.kind, gap.stem) == ("one", "지금 위험하면 _____ 에 전화해요.")
    assert match.pairs[0] == Pair("출처", "누가 만들었나요?")
    assert (match.extra_targets, match.theme) == (("몇 명이 보았나요?",), ("정리",))
    assert essay.kind == "essay"
    assert signs.stem == r"식 2\+2=4: 기호 {중괄호} ~ # \ 를 그대로 쓴다."


def test_gift_file_lists_what_is_not_taken_with_line_and_reason():
    reading = read_gift(GIFT, language="ko")
    refused = [(item.number, item.problem) for item in reading.refused]
    assert refused == [
        (9, Problem.NUMERICAL),
        (10, Problem.NOT_A_QUESTION),
        (11, Problem.BRACES),
        (12, Problem.NONE_RIGHT),
        (13, Problem.PATTERN),
    ]
    lines = GIFT.decode().split("\n")
    assert all(item.words[:4] in lines[item.line - 1] for item in reading.refused)
    assert reading.items[0].notes == ((Note.FORMATTING, "b"),)


def test_moodle_file_gives_each_type_of_the_documentation():
    reading = read_moodle_xml(MOODLE, language="ko")
    one, several, truth, short, match, order, essay = reading.questions
    assert (one.stem, one.points, one.theme) == ("무엇을 먼저 할까요?", 2, ("디지털 안전",))
    assert one.choices == (Choice("멈춰요.", True, "맞아요."), Choice("보내요.", False, "퍼져요."))
    assert dict(reading.items[0].notes).keys() == {Note.MEDIA, Note.OTHER_PARTS}
    assert (several.kind, several.stem) == ("several", "모두 고르세요. 1 < 2")
    assert [choice.feedback for choice in truth.choices] == ["몰라요.", ""]
    assert truth.choices[1].is_right
    assert short.choices == (Choice("112\n112번", True),)
    assert (match.pairs[1], match.extra_targets) == (Pair("날짜", "언제"), ("몇 명",))
    assert [choice.text for choice in order.choices] == ["멈춰요.", "말해요."]
    assert (order.credit, essay.kind) == ("whole", "essay")


def test_moodle_file_lists_what_is_not_taken_with_line_and_reason():
    refused = read_moodle_xml(MOODLE, language="ko").refused
    assert [(item.problem, item.detail) for item in refused] == [
        (Problem.NUMERICAL, "numerical"),
        (Problem.UNKNOWN_KIND, "cloze"),
    ]
    lines = MOODLE.decode().split("\n")
    assert all("<question type=" in lines[item.line - 1] for item in refused)


def test_qti_item_of_one_choice_is_read_without_fetching_its_schema():
    (question,) = read_qti((FILES / "choice.qti.xml").read_bytes()).questions
    assert question.kind == "one"
    assert question.stem == "모르는 사진을 받았어요.\n무엇을 먼저 할까요?"
    assert question.choices == (Choice("멈춰요.", True, "맞아요."), Choice("보내요."))
    assert (question.points, question.explanation) == (2, "보내기 전에 멈춰요.")
