"""Whatever is answered: the same number of pages, of the same height, with the same titles."""

import pytest
from hypothesis import HealthCheck, given, settings

from reporting import codes
from tests.collector.equal_path import walk_and_measure
from tests.reporting.instrument_answers import answers_at, shipped

# Every example is a walk through 28 pages; tests/long asks for 200 sets at each width.
SETS = 3
INSTRUMENT = shipped()
AFFECTED = {
    "Q8": ["class"],
    "Q10": "yes",
    "Q11": ["friend"],
    "Q19": ["teacher"],
    "Q23": ["nothing"],
}


def pages_of(page, server, given_round, level: str, answers) -> tuple:
    code = codes.for_print(given_round.codes[f"B10-{level}"][0])
    url = f"{server}/ko/{level.lower()}/"
    return tuple(walk_and_measure(page, url, code, answers))


@pytest.fixture
def drawn_round(given_round):
    """An open round whose codes need no database: they are typed, never sent."""
    given_round.draw_codes()
    return given_round


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("level", ["E", "M"])
def test_t71_i14_pages_are_as_many_and_as_high_for_all_answers(
    new_page, survey_server, drawn_round, width, level
):
    page = new_page(width)
    seen = {
        pages_of(page, survey_server, drawn_round, level, AFFECTED),
        pages_of(page, survey_server, drawn_round, level, {}),
    }

    @settings(max_examples=SETS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers_at(INSTRUMENT, level))
    def measure(answers):
        seen.add(pages_of(page, survey_server, drawn_round, level, answers))

    measure()
    different = [sorted(set(page)) for page in zip(*seen, strict=True) if len(set(page)) > 1]
    assert different == []
    pages = next(iter(seen))
    assert len(pages) == len(INSTRUMENT.places_for(level)) + 1
    assert len({height for _, height, _ in pages[:-1]}) == 1
