"""Marking and ordering: arithmetic, for any input."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import grading
from quizzes.kinds import KINDS, Credit, Response, Role, UnknownKind
from quizzes.ordering import draw, in_seeded_order
from quizzes.papers import Item, ItemText, Option, OptionText

COUNTS = st.integers(0, 500)
SEEDS = st.integers(0, 2**63 - 1)
CREDITS = st.sampled_from([Credit.WHOLE, Credit.PARTIAL])
POINTS = st.integers(1, 100)
LETTERS = "abcdef"


def item_of(kind: str, options: list[Option], *, credit=Credit.PARTIAL, points: int = 1) -> Item:
    words = {option.key: OptionText(f"{option.key} ", "") for option in options}
    text = ItemText("stem", "why", "", words)
    return Item("q", kind, points, tuple(options), {"ko": text}, credit=credit)


def options_of(right, wrong, role: str = Role.OPTION) -> list[Option]:
    return [
        *(Option(key, is_right=True, role=role) for key in sorted(right)),
        *(Option(key, is_right=False, role=role) for key in sorted(wrong)),
    ]


def matched(keys: str) -> list[Option]:
    prompts = [Option(key, True, Role.PROMPT, partner=key.upper()) for key in keys]
    return [*prompts, *(Option(key.upper(), True, Role.TARGET) for key in keys)]


def spotted(right, wrong) -> list[Option]:
    pictures = [Option("changed", True, Role.PICTURE), Option("real", False, Role.PICTURE)]
    return [*pictures, *options_of(right, wrong, Role.PLACE)]


@st.composite
def questions(draw_one, kinds=tuple(KINDS)):
    """A question of any kind."""
    kind = draw_one(st.sampled_from(kinds))
    letters = draw_one(st.sets(st.sampled_from(LETTERS), min_size=2))
    ordered = draw_one(st.permutations(sorted(letters)))
    count = (
        1
        if kind in ("one", "true_false", "picture")
        else draw_one(st.integers(1, len(ordered) - 1))
    )
    right, wrong = ordered[:count], ordered[count:]
    made = {
        "order": lambda: [Option(key, True) for key in ordered],
        "match": lambda: matched(ordered),
        "short": lambda: options_of(right, wrong, Role.ACCEPTED),
        "essay": list,
        "likert": lambda: options_of([], ordered),
        "spot_the_fake": lambda: spotted(right, wrong),
    }
    options = made.get(kind, lambda: options_of(right, wrong))()
    return item_of(kind, options, credit=draw_one(CREDITS), points=draw_one(POINTS))


def key_of(item: Item) -> Response:
    """The answer that is right in everything."""
    if item.kind == "match":
        prompts = item.options_as(Role.PROMPT)
        return Response(tuple(key for each in prompts for key in (each.key, each.partner)))
    if item.kind == "short":
        return Response(text=item.options[0].key)
    if item.kind == "order":
        return Response(tuple(item.option_keys))
    return Response(tuple(option.key for option in item.options if option.is_right))


SCORED = tuple(name for name, kind in KINDS.items() if name in grading.RULES)
RESPONSES = st.builds(
    Response,
    chosen=st.lists(st.sampled_from([*LETTERS, "A", "B", "changed", "real", "foreign"])).map(tuple),
    text=st.sampled_from(["", "a", "b", " Ｆ ", "nothing"]),
    confidence=st.sampled_from([None, 1, 2, 3]),
)


@given(item=questions(), response=RESPONSES)
def test_any_answer_earns_between_nothing_and_all_points(item, response):
    mark = grading.mark(item, response)
    assert 0 <= mark.points <= mark.possible
    assert mark.possible == (0 if item.kind == "likert" else item.points)
    assert not mark.is_right or mark.points == mark.possible


@given(item=questions(SCORED))
def test_the_key_earns_all_points(item):
    mark = grading.mark(item, key_of(item))
    assert mark.is_right
    assert mark.points == item.points


@given(item=questions())
def test_dont_know_earns_nothing_and_waits_for_nobody(item):
    mark = grading.mark(item, Response())
    assert (mark.is_right, mark.points, mark.is_waiting) == (False, 0, False)


@given(item=questions(("one", "several", "picture", "spot_the_fake")), data=st.data())
def test_the_order_of_what_is_chosen_does_not_matter(item, data):
    chosen = data.draw(st.lists(st.sampled_from(item.option_keys), unique=True))
    mixed = data.draw(st.permutations(chosen))
    first, second = (grading.mark(item, Response(tuple(keys))) for keys in (chosen, mixed))
    assert first == second


@given(item=questions(("several", "spot_the_fake")), data=st.data())
def test_one_more_right_choice_never_costs_and_one_more_wrong_never_pays(item, data):
    chosen = data.draw(st.sets(st.sampled_from(item.option_keys)))
    more = data.draw(st.sampled_from(item.options))
    if more.role == Role.PICTURE:
        return
    before = grading.mark(item, Response(tuple(chosen))).points
    after = grading.mark(item, Response(tuple({*chosen, more.key}))).points
    if item.credit == Credit.PARTIAL and more.is_right:
        assert after >= before
    if not more.is_right:
        assert after <= before


@given(item=questions(("several", "spot_the_fake")))
def test_taking_everything_earns_nothing(item):
    everything = tuple(key for key in item.option_keys if key != "real")
    assert grading.mark(item, Response(everything)).points == 0


@given(item=questions(("order",)), data=st.data())
def test_swapping_two_neighbours_into_order_never_costs(item, data):
    chosen = list(data.draw(st.permutations(item.option_keys)))
    place = data.draw(st.integers(0, len(chosen) - 2))
    before = grading.mark(item, Response(tuple(chosen))).points
    right = item.option_keys
    if right.index(chosen[place]) > right.index(chosen[place + 1]):
        chosen[place], chosen[place + 1] = chosen[place + 1], chosen[place]
        assert grading.mark(item, Response(tuple(chosen))).points >= before


@given(item=questions(("order",)))
def test_order_the_wrong_way_round_earns_nothing(item):
    assert grading.mark(item, Response(tuple(item.option_keys[::-1]))).points == 0


@given(item=questions(("match",)), data=st.data())
def test_match_pays_each_pair_where_parts_count(item, data):
    prompts = item.options_as(Role.PROMPT)
    known = data.draw(st.sets(st.sampled_from(prompts)))
    chosen = tuple(key for each in known for key in (each.key, each.partner))
    mark = grading.mark(item, Response(chosen))
    share = Fraction(len(known), len(prompts))
    if item.credit == Credit.WHOLE and share < 1:
        share = Fraction(0)
    assert mark.points == grading.hundredths(share * item.points)


@given(
    right=st.sets(st.sampled_from(LETTERS), min_size=1), chosen=st.sets(st.sampled_from(LETTERS))
)
def test_several_as_a_whole_is_right_only_as_the_whole_set(right, chosen):
    item = item_of("several", options_of(right, set(LETTERS) - right), credit=Credit.WHOLE)
    assert grading.mark(item, Response(tuple(chosen))).is_right == (chosen == right)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (("changed", "a"), 4),
        (("changed", "a", "c"), 2),
        (("real", "a"), 0),
        (("changed", "b"), 0),
        (("a",), 0),
    ],
)
def test_spot_the_fake_pays_hits_minus_false_alarms(chosen, points):
    item = item_of("spot_the_fake", spotted("a", "bc"), points=4)
    for confidence in (None, 1, 2, 3):
        assert grading.mark(item, Response(chosen, confidence=confidence)).points == points


@pytest.mark.parametrize("text", ["a", " A ", "Ａ", "\u200ba\t"])
def test_short_text_is_right_whatever_its_spaces_width_and_case(text):
    item = item_of("short", options_of("a", "b", Role.ACCEPTED))
    assert grading.mark(item, Response(text=text)).is_right
    assert grading.accepted_option(item, text) == "a"


def test_b15_f11_an_essay_waits_and_is_not_wrong():
    essay = item_of("essay", [], points=3)
    mark = grading.mark(essay, Response(text="내 생각은"))
    assert (mark.is_waiting, mark.points, mark.possible) == (True, 0, 3)
    right = grading.Mark(is_right=True, points=1, possible=1)
    score = grading.add_up([mark, right])
    assert (score.percent, score.waiting, score.waiting_count) == (100, 3, 1)


@pytest.mark.parametrize(("awarded", "points"), [(2, 2), (Decimal("0.5"), Decimal("0.5")), (9, 3)])
def test_points_a_person_gave_stand_in_place_of_the_own_mark(awarded, points):
    essay = item_of("essay", [], points=3)
    mark = grading.mark(essay, Response(text="내 생각은"), awarded=awarded)
    assert (mark.points, mark.is_waiting, mark.is_right) == (points, False, points == 3)


def test_likert_is_never_scored():
    opinion = item_of("likert", options_of([], "abc"))
    for awarded in (None, 1):
        mark = grading.mark(opinion, Response(("a",)), awarded=awarded)
        assert (mark.points, mark.possible, mark.is_right) == (0, 0, False)
    assert grading.add_up([mark]).asked == 0


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownKind):
        grading.mark(item_of("telepathy", []), Response())


@given(marks=st.lists(st.tuples(st.booleans(), st.integers(1, 100))))
def test_b24_score_adds_up_and_stays_within_what_is_possible(marks):
    score = grading.add_up(
        grading.Mark(is_right, points if is_right else 0, points) for is_right, points in marks
    )
    assert score.asked == len(marks)
    assert score.right == sum(is_right for is_right, _ in marks)
    assert 0 <= score.points <= score.possible
    assert 0 <= score.percent <= 100


@given(points=COUNTS, possible=st.integers(1, 500))
def test_b24_percent_is_within_half_a_point_of_the_share(points, possible):
    reached = grading.percent(points, possible)
    assert 0 <= reached <= 100
    if points <= possible:
        assert -Fraction(1, 2) < reached - Fraction(100 * points, possible) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("points", "possible", "expected"),
    [(1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1), (0, 0, 0), (5, 4, 100), (-1, 4, 0)],
)
def test_b24_percent_rounds_half_up_and_is_clipped(points, possible, expected):
    assert grading.percent(points, possible) == expected


@pytest.mark.parametrize(
    ("points", "figures"),
    [(Decimal("7.00"), "7"), (7.5, "7.5"), (Decimal("0.33"), "0.33"), (10, "10"), (0, "0")],
)
def test_points_are_written_without_empty_decimals(points, figures):
    assert grading.in_figures(points) == figures


@pytest.mark.parametrize(
    ("reached", "mark", "passed"), [(60, 60, True), (59, 60, False), (0, 0, True)]
)
def test_b25_pass_mark_is_reached_at_its_own_value(reached, mark, passed):
    assert grading.has_passed(reached, mark) is passed


@given(keys=st.lists(st.uuids(), unique=True), seed=SEEDS)
def test_b17_order_is_a_shuffle_that_ignores_how_keys_arrive(keys, seed):
    ordered = in_seeded_order(keys, seed)
    assert sorted(ordered) == sorted(keys)
    assert in_seeded_order(keys[::-1], seed) == ordered


@given(keys=st.lists(st.uuids(), unique=True), seed=SEEDS, count=st.integers(1, 9))
def test_b17_the_subset_is_the_first_few_after_shuffling(keys, seed, count):
    assert draw(keys, seed=seed, is_random=True, count=count) == in_seeded_order(keys, seed)[:count]
    assert draw(keys, seed=seed, count=count) == keys[:count]
    assert draw(keys, seed=seed) == keys


def test_b11_order_is_the_same_in_every_process():
    keys = [UUID(int=number) for number in range(8)]
    program = (
        "from uuid import UUID; from quizzes.ordering import in_seeded_order;"
        "print([key.int for key in in_seeded_order([UUID(int=n) for n in range(8)], 42)])"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert out.strip() == str([key.int for key in in_seeded_order(keys, 42)])


def test_order_depends_on_the_seed():
    keys = [UUID(int=number) for number in range(8)]
    assert len({tuple(in_seeded_order(keys, seed)) for seed in range(50)}) > 40
