"""The private key in three shares: any two make it, anything else is refused with its reason."""

from itertools import combinations

import pytest

from reporting.custody import SharesRefused, join_shares, public_text, split_key
from reporting.sealing import make_key_pair

PRIVATE, PUBLIC = make_key_pair()
LINES = split_key(PRIVATE, "2026-2")


@pytest.mark.parametrize("two", combinations(LINES, 2))
def test_any_two_shares_make_the_key(two):
    assert public_text(join_shares(two, "2026-2")) == PUBLIC


def test_three_shares_make_it_as_well():
    assert public_text(join_shares(LINES, "2026-2")) == PUBLIC


def test_a_share_is_not_part_of_the_key():
    assert not any(PRIVATE[20:60] in line for line in LINES)
    assert len(set(split_key(PRIVATE, "2026-2")) & set(LINES)) == 0


OTHER = split_key(make_key_pair()[0], "2026-2")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "2 different shares are needed, 0 given"),
        ([LINES[0]], "2 different shares are needed, 1 given"),
        ([LINES[0], LINES[0]], "2 different shares are needed, 1 given"),
        ([LINES[0], LINES[1][:-3]], "typing error"),
        ([LINES[0], LINES[1].replace("2026-2", "2026-1")], "belongs to round 2026-1"),
        ([LINES[0], OTHER[1]], "different keys"),
        ([LINES[0], LINES[1].replace("share 2", "share 3")], "copied wrongly"),
    ],
)
def test_shares_that_do_not_fit_are_refused_with_the_reason(lines, reason):
    with pytest.raises(SharesRefused, match=reason):
        join_shares(lines, "2026-2")
