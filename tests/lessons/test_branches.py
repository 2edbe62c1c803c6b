"""Stories with branches: every scene is reached and every way ends at a help box."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.branches import lost_scenes
from lessons.rules import find_problems
from lessons.schema import LessonFileRefused, check_lesson
from tests.factories.lessons import lesson_data, make_lesson, scenario_block


@pytest.mark.parametrize(
    ("ways", "wrong"),
    [
        ([[1, 2], [2], []], []),
        ([[1], []], []),
        ([[1], [], []], ["3"]),
        ([[1], [0]], ["1", "2"]),
        ([[1, 2], [1], []], ["2"]),
        ([[1, 5], []], ["1"]),
    ],
)
def test_story_names_each_scene_that_is_lost(ways, wrong):
    assert [re.search(r"\d+", problem).group() for problem in lost_scenes(ways)] == wrong


@given(
    st.integers(2, 8).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, n - 1), max_size=3), min_size=n, max_size=n)
    )
)
def test_story_without_a_problem_ends_wherever_one_goes(ways):
    if lost_scenes(ways):
        return
    for start in range(len(ways)):
        place, steps = start, 0
        while ways[place]:
            # The way that leads on to the nearest ending, tried from every scene.
            place = min(ways[place], key=lambda other: _distance(other, ways))
            steps += 1
            assert steps <= len(ways)


def _distance(place, ways) -> int:
    """Choices to the nearest ending; more than there are scenes where none is reached."""
    near = {other: 0 for other, leads_to in enumerate(ways) if not leads_to}
    for _ in ways:
        for other, leads_to in enumerate(ways):
            reached = [near[to] + 1 for to in leads_to if to in near]
            if reached:
                near[other] = min([near.get(other, len(ways) + 1), *reached])
    return near.get(place, len(ways) + 1)


def test_publishing_rules_name_the_scene_nobody_reaches():
    data = lesson_data()
    data["steps"][1]["body"][4] = scenario_block("E1", [[1], [], []])
    assert [problem.place for problem in find_problems(data)] == ["steps[1].body[4].scenes"]


def test_file_whose_choice_leads_nowhere_is_refused_with_its_place():
    data = lesson_data()
    data["steps"][1]["body"][4]["scenes"][0]["choices"][0]["next"] = data["key"]
    with pytest.raises(LessonFileRefused, match=r"scenes\[0\].choices\[0\].next: names a scene"):
        check_lesson(data, "E1.ko.yaml")


@pytest.mark.django_db
def test_story_is_readable_without_script_and_each_ending_leads_to_help(client):
    page = client.get(make_lesson().url + "?step=2").text
    scenes = re.findall(r'class="scene" id="(scene-[0-9a-f-]+)"', page)
    assert len(scenes) == 3
    assert set(re.findall(r'href="#(scene-[0-9a-f-]+)"', page)) == set(scenes)
    last = page.partition(f'id="{scenes[2]}"')[2]
    assert "/help/" in last.partition("</section>")[0]


@pytest.mark.django_db
def test_poll_opens_what_is_known_and_sends_nothing(client):
    page = client.get(make_lesson().url + "?step=2").text
    poll = page.partition('data-activity="poll"')[2].partition("</section>")[0]
    assert poll.count('type="radio"') == poll.count('form=""') == 2
    assert "<details" in poll
