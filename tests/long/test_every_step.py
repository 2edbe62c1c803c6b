"""Every step of every lesson in both languages, as a student meets it. `make test-long` runs it."""

import pytest

from tests.journeys.test_every_page import faults_in, published_lessons, step_addresses


@pytest.mark.parametrize("lesson", published_lessons(), ids=lambda lesson: lesson["lesson"])
def test_every_step_of_a_lesson_is_usable_by_everybody(demo, new_context, lesson):
    steps = {(lesson["slug"], number) for number, _ in enumerate(lesson["steps"], start=1)}
    assert faults_in(new_context, step_addresses(demo, steps)) == []
