"""The yardstick of every attack on the survey: does it link better than blind guessing?"""

import random

from tests.survey.school import SIZE

CHANCE = 0.001


def hits(guess: dict, pairs: list) -> int:
    return sum(guess.get(seat) == answer for seat, answer in pairs)


def chance_of(found: int) -> float:
    """How often blind guessing links at least as many (permutation test, 20,000 draws)."""
    draw, order = random.Random(7), list(range(SIZE))
    as_good = 0
    for _ in range(20_000):
        draw.shuffle(order)
        as_good += sum(place == one for place, one in enumerate(order)) >= found
    return as_good / 20_000
