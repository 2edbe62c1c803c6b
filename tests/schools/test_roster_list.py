"""Reading a list of students: headings, numbers as people write them, errors by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.roster_list import (
    ListRefused,
    ListRow,
    Reason,
    read_list,
    read_number,
    rows_of_sizes,
)
from schools.roster_plan import MOST_IN_A_CLASS, ClassKey

GRADES = range(1, 4)
CODE = "7000001"
KOREAN = ("학년", "반", "번호")


def read(*rows, headings=KOREAN, code=CODE):
    table = [ListRow(number, cells) for number, cells in enumerate((headings, *rows), start=1)]
    return read_list(table, grades=GRADES, school_code=code)


def wrong(found) -> list[tuple]:
    return [(error.row, error.column, error.reason) for error in found.errors]


def refusal(*rows, headings) -> ListRefused:
    with pytest.raises(ListRefused) as refused:
        read(*rows, headings=headings)
    return refused.value


@pytest.mark.parametrize(
    "headings",
    [KOREAN, ("grade", "class", "number"), (" Grade ", "CLASS", "No."), ("학 년", "학급", "번 호")],
)
def test_headings_in_either_language_are_understood(headings):
    found = read(("1", "2", "3"), ("1", "2", "4"), headings=headings)
    assert found.roster == {ClassKey(1, 2): {3, 4}}
    assert not found.errors


def test_columns_may_stand_in_any_order_and_below_a_title():
    rows = [
        ("2026학년도 학급 편성",),
        (),
        ("번호", "", "반", "비고", "학년"),
        ("7", "", "3", "x", "2"),
    ]
    table = [ListRow(number, cells) for number, cells in enumerate(rows, start=1)]
    found = read_list(table, grades=GRADES, school_code=CODE)
    assert found.roster == {ClassKey(2, 3): {7}}
    assert found.ignored == ["비고"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("3", 3), ("３", 3), ("03", 3), ("3반", 3), ("2학년", 2), ("제3반", 3), ("7번", 7)],
        *[("3.0", 3), (" 28명 ", 28), ("Grade 2", 2), ("", None), ("김하늘", None), ("3-1", None)],
        *[("-3", None), ("3.5", None), ("1e9", None), ("=1+1", None), ("٣", None), ("1 2", None)],
    ],
)
def test_number_is_understood_as_people_write_it(text, number):
    assert read_number(text) == number


def test_class_sizes_make_students_from_one_on():
    found = read(("1", "1", "3"), ("1", "2", "2명"), headings=("학년", "반", "인원"))
    assert found.roster == {ClassKey(1, 1): {1, 2, 3}, ClassKey(1, 2): {1, 2}}


def test_t68_same_number_twice_in_a_class_is_an_error_that_names_both_rows():
    found = read(("1", "1", "7"), ("1", "2", "7"), ("1", "1", "７번"))
    assert wrong(found) == [(4, "number", Reason.TWICE)]
    assert found.errors[0].first_row == 2


def test_t68_code_of_another_school_is_an_error():
    headings = ("학교코드", *KOREAN)
    found = read((CODE, "1", "1", "1"), ("7000002", "1", "1", "2"), headings=headings)
    assert wrong(found) == [(3, "school", Reason.OTHER_SCHOOL)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (("", "1", "1"), "grade", Reason.EMPTY),
        (("4", "1", "1"), "grade", Reason.NO_SUCH_GRADE),
        (("일", "1", "1"), "grade", Reason.NO_NUMBER),
        (("1", "0", "1"), "class", Reason.NO_SUCH_CLASS),
        (("1", "=1", "1"), "class", Reason.FORMULA),
        (("1", "1", "100"), "number", Reason.OUT_OF_RANGE),
        (("1", "1", "0"), "number", Reason.OUT_OF_RANGE),
        (("1", "1"), "number", Reason.EMPTY),
    ],
)
def test_t68_row_with_a_wrong_cell_is_an_error_with_row_column_and_reason(row, column, reason):
    assert wrong(read(("1", "1", "1"), row)) == [(3, column, reason)]


def test_class_of_more_students_than_any_room_holds_is_an_error():
    rows = [("1", "1", str(number)) for number in range(1, MOST_IN_A_CLASS + 2)]
    assert wrong(read(*rows)) == [(MOST_IN_A_CLASS + 2, "number", Reason.TOO_LARGE)]
    found = read(("1", "1", "61"), headings=("학년", "반", "인원"))
    assert wrong(found) == [(2, "size", Reason.TOO_LARGE)]


def test_rows_without_anything_in_our_columns_are_passed_over():
    found = read(("", "", "", "합계"), ("1", "1", "1"), headings=(*KOREAN, "비고"))
    assert found.roster == {ClassKey(1, 1): {1}}
    assert not found.errors


@pytest.mark.parametrize(
    "heading",
    [
        "이름",
        "성명",
        "학생 이름",
        "Name",
        "student_name",
        "생년월일",
        "보호자 연락처",
        "E-mail",
        "성별",
    ],
)
def test_column_with_particulars_of_students_refuses_the_list(heading):
    refused = refusal(("1", "1", "1", "x"), headings=(*KOREAN, heading))
    assert (refused.reason, refused.heading) == (Reason.PERSONAL_COLUMN, heading)


@pytest.mark.parametrize("heading", ["학교명", "School name", "class name", "비고", ""])
def test_column_about_the_school_is_ignored(heading):
    assert not read(("1", "1", "1", "x"), headings=(*KOREAN, heading)).errors


@pytest.mark.parametrize(
    ("headings", "reason"),
    [
        (("1", "1", "1"), Reason.NO_HEADINGS),
        (("학년", "반", "이상"), Reason.NO_HEADINGS),
        (("학년", "반", "번호", "no"), Reason.COLUMN_TWICE),
        (("학년", "반", "번호", "인원"), Reason.NUMBER_AND_SIZE),
    ],
)
def test_list_without_a_clear_set_of_columns_is_refused(headings, reason):
    assert refusal(("1", "1", "1", "1"), headings=headings).reason == reason


def test_list_without_rows_is_refused():
    assert refusal(headings=KOREAN).reason == Reason.NO_ROWS


@pytest.mark.parametrize(
    "text",
    ["1학년: 28, 27\n2: 3", "1：28,27,\n\n２학년: ３", "1: 28 27명\r\n2: 3", "1: 28/27\n2: 3"],
)
def test_typed_sizes_are_understood_in_any_form(text):
    found = read_list(list(rows_of_sizes(text)), grades=GRADES, school_code=CODE)
    sizes = {key: len(numbers) for key, numbers in found.roster.items()}
    assert sizes == {(1, 1): 28, (1, 2): 27, (2, 1): 3}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1: 28,,26", Reason.EMPTY),
        ("28", Reason.NO_SUCH_GRADE),
        ("1: 61", Reason.TOO_LARGE),
        ("1:", Reason.EMPTY),
    ],
)
def test_typed_sizes_that_are_unclear_are_an_error_of_their_line(text, reason):
    found = read_list(list(rows_of_sizes(text)), grades=GRADES, school_code=CODE)
    assert (found.errors[0].row, found.errors[0].reason) == (1, reason)


CELLS = st.one_of(
    st.text(max_size=8), st.integers(-1, 120).map(str), st.sampled_from(["=1", "2반"])
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=12))
def test_any_rows_are_a_roster_within_bounds_or_errors_of_rows(rows):
    found = read(("1", "1", "1"), *rows)
    assert all(3 <= error.row <= len(rows) + 2 for error in found.errors)
    for key, numbers in found.roster.items():
        assert key.grade in GRADES
        assert 1 <= key.class_number <= 99
        assert numbers <= set(range(1, 100))
        assert 1 <= len(numbers) <= MOST_IN_A_CLASS
