"""Paths through the instrument, and the row that is kept."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.instruments import RowRefused
from tests.reporting.instrument_answers import answer_sets, shipped

INSTRUMENT = shipped()
# Answers to 39 questions take long to draw on a machine that does other work beside.
patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def ids(questions) -> list[str]:
    return [question.id for question in questions]


def test_path_of_someone_not_affected_meets_the_matched_questions_instead():
    reached = ids(INSTRUMENT.reachable({"Q8": ["none"], "Q10": "no", "Q11": ["no"]}, "M"))
    conditional = {9, *range(14, 25)}
    assert reached == [f"Q{n}b" if n in conditional else f"Q{n}" for n in range(2, 29)]


def test_path_of_someone_affected_who_told_nobody_asks_why():
    reached = ids(INSTRUMENT.reachable({"Q10": "maybe", "Q19": ["nobody"]}, "H"))
    assert "Q20" in reached
    assert "Q21" not in reached


def test_path_an_answer_that_was_never_reached_opens_nothing():
    hidden = {"Q10": "no", "Q19": ["nobody"], "Q20": ["shame"]}
    assert not {"Q19", "Q20"} & set(ids(INSTRUMENT.reachable(hidden, "H")))


@patient
@given(answer_sets(INSTRUMENT))
def test_row_of_any_answers_holds_one_path_and_nothing_beside_it(drawn):
    level, answers = drawn
    row = INSTRUMENT.make_row(answers, level)
    assert list(row["answers"]) == ids(INSTRUMENT.reachable(answers, level))
    assert INSTRUMENT.validate_row(row, level) == row["answers"]
    again = INSTRUMENT.make_row(row["answers"], level)
    assert again == row


@patient
@given(answer_sets(INSTRUMENT))
def test_row_of_any_answers_packs_to_one_length_and_back(drawn):
    level, answers = drawn
    row = INSTRUMENT.make_row(answers, level)
    packed = INSTRUMENT.pack(row)
    assert len(packed) == INSTRUMENT.packed_length
    assert INSTRUMENT.unpack(packed) == row


def test_t74_row_of_someone_who_skips_everything_is_valid():
    row = INSTRUMENT.make_row({}, "E")
    assert set(row["answers"].values()) == {None}
    assert INSTRUMENT.validate_row(row, "E")


def test_row_does_not_tell_the_order_of_clicking():
    first = INSTRUMENT.make_row({"Q27": ["delete", "lesson"]}, "M")
    assert first == INSTRUMENT.make_row({"Q27": ["lesson", "delete"]}, "M")


@pytest.mark.parametrize(
    "answers",
    [
        {"Q2": "my name is"},
        {"Q2": ["1"]},
        {"Q8": "class"},
        {"Q8": ["class", "none"]},
        {"Q27": ["lesson", "anon", "delete", "punish"]},
        {"Q2": "5"},
    ],
)
def test_t75_row_with_an_answer_the_question_does_not_have_is_refused(answers):
    with pytest.raises(RowRefused):
        INSTRUMENT.make_row(answers, "M")


def with_answers(**changes) -> dict:
    row = INSTRUMENT.make_row({}, "M")
    row["answers"].update(changes)
    return row


@pytest.mark.parametrize(
    "row",
    [
        [],
        {"v": 1},
        {**with_answers(), "name": "x"},
        {**with_answers(), "v": 2},
        {**with_answers(), "instrument": "00000000"},
        with_answers(Q14=["face"]),
        with_answers(Q99="free text"),
        with_answers(Q2={"text": "free"}),
        with_answers(Q8=["video", "class"]),
        with_answers(Q8=["class", "class"]),
        with_answers(Q8=[]),
        {"v": 1, "instrument": INSTRUMENT.key, "answers": {}},
    ],
)
def test_row_that_no_path_produces_is_refused(row):
    with pytest.raises(RowRefused):
        INSTRUMENT.validate_row(row, "M")


@given(st.binary(max_size=1300))
def test_unpack_any_bytes_gives_an_object_or_is_refused(data):
    try:
        assert isinstance(INSTRUMENT.unpack(data), dict)
    except RowRefused:
        assert len(data) != INSTRUMENT.packed_length or not data.strip().startswith(b"{")


def test_browser_gets_paths_and_no_words():
    data = INSTRUMENT.to_browser("E")
    assert len(data["questions"]) == 26 + 12
    assert data["packedLength"] == INSTRUMENT.packed_length
    assert "sexual" not in json.dumps(data)
    gate = next(question for question in data["questions"] if question["id"] == "Q20")
    assert gate["showIf"] == [["Q19", ["nobody"]]]
    matched = next(question for question in data["questions"] if question["id"] == "Q20b")
    assert (matched["showIf"], matched["insteadOf"]) == (None, "Q20")


@patient
@given(answer_sets(INSTRUMENT))
def test_t71_every_set_of_answers_leads_through_the_same_pages(given_answers):
    level, answers = given_answers
    pages = [set(ids(place)) for place in INSTRUMENT.places_for(level)]
    reached = ids(INSTRUMENT.reachable(answers, level))
    assert len(reached) == len(pages) == {"E": 26, "M": 27, "H": 27}[level]
    assert all(one in page for one, page in zip(reached, pages, strict=True))


def test_elementary_school_is_asked_nothing_in_sexual_words():
    for question in INSTRUMENT.questions_for("E"):
        words = [question.text("en", "E"), question.text("ko", "E")]
        words += [option.text("ko", "E") for option in question.options_for("E")]
        assert not [word for word in words if "sexual" in word or "성적" in word]
