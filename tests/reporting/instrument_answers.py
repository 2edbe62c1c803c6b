"""Random sets of answers to an instrument, right ones and wild ones (hypothesis)."""

import json
from pathlib import Path

from hypothesis import strategies as st

from reporting import instruments
from reporting.instruments import Instrument

SHIPPED = Path(instruments.__file__).parent.parent / "content" / "questionnaire.json"


def shipped_data() -> dict:
    """The instrument we ship, as data; a fresh copy each time."""
    return json.loads(SHIPPED.read_text(encoding="utf-8"))


def shipped() -> Instrument:
    return Instrument.from_data(shipped_data())


def answer_to(question, level: str):
    """Strategy: any acceptable answer to a question, skipping included."""
    offered = question.options_for(level)
    codes = [option.code for option in offered]
    alone = [option.code for option in offered if option.is_exclusive]
    together = [code for code in codes if code not in alone]
    if not question.is_multi:
        return st.none() | st.sampled_from(codes)
    several = st.lists(
        st.sampled_from(together), min_size=1, max_size=question.max_select, unique=True
    )
    return st.none() | several | st.sampled_from(alone).map(lambda code: [code])


def answers_at(instrument: Instrument, level: str):
    """Strategy: answers to every question of a level, reached or not."""
    asked = instrument.questions_for(level)
    return st.fixed_dictionaries({one.id: answer_to(one, level) for one in asked})


def answer_sets(instrument: Instrument):
    """Strategy: (level, answers to every question of it, reached or not)."""
    return st.one_of([st.tuples(st.just(level), answers_at(instrument, level)) for level in "EMH"])
