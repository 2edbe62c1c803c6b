"""What is written is read back as it was, and nothing of a file goes missing unsaid."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.spreadsheet_reading import read_table
from core.spreadsheets import csv_bytes, xlsx_bytes
from quizzes.exchange.carrying import carried
from quizzes.exchange.gift import read_gift
from quizzes.exchange.gift_writing import write_gift
from quizzes.exchange.moodle_xml import read_moodle_xml
from quizzes.exchange.moodle_xml_writing import write_moodle_xml
from quizzes.exchange.records import FileUnreadable, Problem
from quizzes.exchange.sheet import limits, read_sheet, sheet_of
from tests.examples import examples
from tests.quizzes.exchange.strategies import papers, questions_of

SLOW = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
LONGEST_CELL = 6_000
IN_GIFT = ("one", "several", "true_false", "match", "short", "essay")
IN_MOODLE = (*IN_GIFT, "order")
IN_SHEETS = (*IN_MOODLE, "likert", "picture")


def by_gift(questions):
    written = write_gift(questions, language="ko")
    return read_gift(written.data, language="ko") if written.count else None, written


def by_moodle(questions):
    written = write_moodle_xml(questions, language="ko")
    return read_moodle_xml(written.data, language="ko"), written


def by_table(questions, make_bytes):
    rows = read_table(
        make_bytes(sheet_of(questions, name="s", language="ko")), most_characters=LONGEST_CELL
    )
    return read_sheet(rows, pictures=["two-cats"])


def assert_same(reading, wanted):
    assert not (reading.refused if reading else [])
    assert (reading.questions if reading else []) == list(wanted)


@pytest.mark.parametrize("kind", IN_GIFT)
@SLOW
@given(st.data())
def test_gift_gives_back_what_it_was_given(kind, data):
    question = data.draw(questions_of(kind))
    reading, written = by_gift([question])
    left = [each.problem for each in written.unwritten if each.problem]
    if left:
        assert left == [Problem.ARROW]
    else:
        assert_same(reading, [question])


@pytest.mark.parametrize("kind", IN_MOODLE)
@SLOW
@given(st.data())
def test_moodle_xml_gives_back_what_it_was_given(kind, data):
    question = data.draw(questions_of(kind))
    reading, written = by_moodle([question])
    assert not written.unwritten
    assert_same(reading, [question])


@pytest.mark.parametrize("kind", IN_SHEETS)
@SLOW
@given(st.data())
def test_csv_gives_back_what_it_was_given(kind, data):
    question = data.draw(questions_of(kind))
    assert_same(by_table([question], csv_bytes), [question])


@settings(max_examples=40, deadline=None)
@given(papers(IN_SHEETS))
def test_workbook_gives_back_what_it_was_given(questions):
    assert_same(by_table(questions, lambda sheet: xlsx_bytes([sheet])), questions)


@SLOW
@given(papers(IN_SHEETS))
def test_every_question_is_written_or_said_to_be_left_out(questions):
    for reading, written in (by_gift(questions), by_moodle(questions)):
        left = {each.number for each in written.unwritten if each.problem}
        taken = [each for number, each in enumerate(questions, 1) if number not in left]
        assert written.count == len(taken)
        assert_same(reading, taken)
    taken, unwritten = carried(questions, limits=limits)
    assert (taken, unwritten) == (questions, [])


GIFT_PARTS = st.sampled_from(
    ["{", "}", "=", "~", "#", "->", "a", "물음", "\n", "\n\n", "//", "::", "%50%", "T", "\\", " "]
)


@SLOW
@given(st.lists(GIFT_PARTS, max_size=30).map("".join))
def test_every_block_of_a_gift_file_is_taken_or_refused_with_its_line(source):
    try:
        reading = read_gift(source.encode(), language="ko")
    except FileUnreadable:
        assert not source.strip()
        return
    lines = source.split("\n")
    starts = [
        number
        for number, line in enumerate(lines, 1)
        if begins_block(lines, number - 1) and is_said(line)
    ]
    assert [item.line for item in reading.items] == starts
    assert all((item.question is None) != (item.problem is None) for item in reading.items)


def is_said(line):
    return bool(line.strip()) and not line.strip().startswith("//")


def begins_block(lines, place):
    """No line that says anything stands between this one and the blank line before it."""
    for line in reversed(lines[:place]):
        if not line.strip():
            return True
        if is_said(line):
            return False
    return True


@SLOW
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused(data):
    for read in (read_gift, read_moodle_xml):
        try:
            reading = read(data, language="en")
        except FileUnreadable as refused:
            assert refused.problem
        else:
            assert all(item.question or item.problem for item in reading.items)
