"""The order in which one attempt sees questions and options: fixed by its seed, for good.

Pure, and equal on every machine and in every process: Python's own `hash` and `random` promise
neither across versions.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

SEED_BITS = 63


def in_seeded_order(keys: Sequence[UUID], seed: int) -> list[UUID]:
    """A shuffle of `keys` that depends on the seed and the keys alone.

    The order `keys` arrive in does not matter, so a later edit that moves a question in its
    draft does not move it in an attempt.

    Args:
        keys: keys of questions, or of the options of one question.
        seed: non-negative integer below 2**63.
    """
    salt = seed.to_bytes(8, "big")
    return sorted(keys, key=lambda key: hashlib.sha256(salt + key.bytes).digest())


def draw(
    keys: Sequence[UUID], *, seed: int, is_random: bool = False, count: int | None = None
) -> list[UUID]:
    """The questions of one attempt: shuffled if asked for, then the first `count` of them.

    Args:
        keys: of all questions in the author's order.
        count: how many to ask; None for all.
    """
    return (in_seeded_order(keys, seed) if is_random else list(keys))[:count]
