"""An instrument with a fault is refused, and the place is named."""

import pytest

from reporting.instruments import (
    DanglingReference,
    ForbiddenQuestion,
    ForwardReference,
    Instrument,
    InstrumentRefused,
    MalformedInstrument,
    MissingTranslation,
    UnequalPath,
    UnknownOperator,
    UnreachableQuestion,
)
from tests.reporting.instrument_answers import shipped, shipped_data


def question(data: dict, question_id: str) -> dict:
    return next(entry for entry in data["questions"] if entry["id"] == question_id)


def test_instrument_we_ship_asks_27_of_the_28_and_a_matched_one_for_each_condition():
    instrument = shipped()
    main = [entry.id for entry in instrument.questions if not entry.instead_of]
    assert main == [f"Q{n}" for n in range(2, 29)]
    assert len(instrument.places_for("E")) == 26
    matched = {entry.instead_of for entry in instrument.questions if entry.instead_of}
    assert matched == {entry.id for entry in instrument.questions if entry.condition}
    assert instrument.data["meta"]["smallest_group"] == 10


def test_instrument_every_question_offers_both_ways_not_to_answer():
    for entry in shipped().questions:
        for level in entry.levels:
            last_two = entry.options_for(level)[-2:]
            assert [option.code for option in last_two] == ["dk", "na"]
            assert all(option.is_exclusive for option in last_two)
            assert last_two[1].texts == {"ko": "답하지 않을래요", "en": "I'd rather not say"}


def test_instrument_elementary_school_reads_its_own_words_and_options():
    instrument = shipped()
    assert "성적" in instrument.question("Q5").text("ko", "M")
    assert "성적" not in instrument.question("Q5").text("ko", "E")
    assert "sexual" not in [o.code for o in instrument.question("Q14").options_for("E")]


def test_instrument_same_content_has_the_same_key():
    assert shipped().key == shipped().key
    changed = shipped_data()
    changed["questions"][0]["ko"] += " "
    assert Instrument.from_data(changed).key != shipped().key


@pytest.mark.parametrize(
    ("condition", "failure"),
    [
        ("all(Q8, class|expert)", UnknownOperator),
        ("Q10 not in (yes)", UnknownOperator),
        ("any(Q8, class) and Q10 == yes", UnknownOperator),
        ("Q10 ==", UnknownOperator),
        ("Q99 == yes", DanglingReference),
        ("Q10 == perhaps", DanglingReference),
        ("Q14 in (face)", ForwardReference),
        ("Q25 == yes", ForwardReference),
        ("Q8 == class", MalformedInstrument),
        ("any(Q12, sent)", UnreachableQuestion),
    ],
)
def test_instrument_condition_with_a_fault_is_refused_at_its_place(condition, failure):
    data = shipped_data()
    question(data, "Q14")["show_if"] = condition
    with pytest.raises(failure) as refusal:
        Instrument.from_data(data)
    assert refusal.value.place == "Q14, show_if"


def test_instrument_two_questions_that_wait_for_each_other_are_refused():
    data = shipped_data()
    question(data, "Q14")["show_if"] = "any(Q15, room)"
    question(data, "Q15")["show_if"] = "any(Q14, face)"
    with pytest.raises(ForwardReference, match="Q14"):
        Instrument.from_data(data)


@pytest.mark.parametrize(
    ("change", "failure", "place"),
    [
        (lambda q: q.update(en=""), MissingTranslation, "Q5, en"),
        (lambda q: q.pop("ko"), MissingTranslation, "Q5, ko"),
        (lambda q: q.update(en_elementary=" "), MissingTranslation, "Q5, en_elementary"),
        (lambda q: q["options"][1].update(en=""), MissingTranslation, "Q5, option 2, en"),
        (lambda q: q.update(type="text"), MalformedInstrument, "Q5, type"),
        (lambda q: q.update(id="Q4"), MalformedInstrument, "Q4"),
        (lambda q: q.update(bands="X"), MalformedInstrument, "Q5, bands"),
        (lambda q: q.update(max_select=2), MalformedInstrument, "Q5, max_select"),
        (lambda q: q.update(options=[]), MalformedInstrument, "Q5, options"),
        (lambda q: q["options"][0].update(code="c é"), MalformedInstrument, "Q5, option 1, code"),
        (lambda q: q["options"][0].update(code="dep"), MalformedInstrument, "Q5, options"),
        (lambda q: q["options"].append("yes"), MalformedInstrument, "Q5, option 4"),
        (lambda q: q.update(sensitivity="secret"), MalformedInstrument, "Q5, sensitivity"),
        (lambda q: q.update(sensitivity="watching"), ForbiddenQuestion, "Q5, sensitivity"),
        (lambda q: q.update(ko="그런 영상을 본 적이 있나요?"), ForbiddenQuestion, "Q5, ko"),
        (lambda q: q.update(en="Have you watched such a video?"), ForbiddenQuestion, "Q5, en"),
        (lambda q: q.update(show_if="Q4 == well"), UnequalPath, "Q5, show_if"),
        (lambda q: q.update(instead_of="Q4"), UnequalPath, "Q5, instead_of"),
    ],
)
def test_instrument_question_with_a_fault_is_refused_at_its_place(change, failure, place):
    data = shipped_data()
    change(question(data, "Q5"))
    with pytest.raises(failure) as refusal:
        Instrument.from_data(data)
    assert refusal.value.place == place


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda q: q.update(type="multi"), "Q9b, type"),
        (lambda q: q.update(bands="MH"), "Q9b, bands"),
        (lambda q: q.update(show_if="Q8 == none"), "Q9b, show_if"),
        (lambda q: q["options"].pop(), "Q9b, options"),
        (lambda q: q["options"][0].update(bands="MH"), "Q9b, options"),
        (lambda q: q.pop("instead_of"), "Q9, show_if"),
        (lambda q: q.update(instead_of="Q8"), "Q9, show_if"),
    ],
)
def test_i14_instrument_whose_matched_question_differs_is_refused_at_its_place(change, place):
    data = shipped_data()
    change(question(data, "Q9b"))
    with pytest.raises(UnequalPath) as refusal:
        Instrument.from_data(data)
    assert refusal.value.place == place


@pytest.mark.parametrize("data", [[], {}, {"questions": "Q1"}, {"questions": ["Q1"]}])
def test_instrument_of_another_shape_is_refused(data):
    with pytest.raises(InstrumentRefused):
        Instrument.from_data(data)
