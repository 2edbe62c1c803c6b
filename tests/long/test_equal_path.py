"""The equal path over many random sets of answers (invariant I14, T-71)."""

import pytest

from tests.collector import test_equal_path
from tests.collector.conftest import (  # fixtures of the survey service
    chromium,
    given_round,
    new_page,
    survey_server,
    survey_settings,
)
from tests.collector.test_equal_path import drawn_round

__all__ = [
    "chromium",
    "drawn_round",
    "given_round",
    "new_page",
    "survey_server",
    "survey_settings",
]


@pytest.mark.parametrize("width", [360, 1280])
def test_i14_pages_are_equal_over_200_random_sets_of_answers(
    new_page, survey_server, drawn_round, width, monkeypatch
):
    monkeypatch.setattr(test_equal_path, "SETS", 200)
    test_equal_path.test_t71_i14_pages_are_as_many_and_as_high_for_all_answers(
        new_page, survey_server, drawn_round, width, "M"
    )
