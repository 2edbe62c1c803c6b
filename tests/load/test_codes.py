"""T-09 on a million codes: too slow for the ordinary run, which draws a tenth of that."""

from collections import Counter

from schools import roster

DRAWN = 1_000_000


def test_t09_a_million_codes_hold_no_blocked_word_and_use_every_character_alike():
    codes = {roster.draw_code() for _ in range(DRAWN)}
    # Of 3.8e11 codes two in a million meet once or twice.
    assert len(codes) >= DRAWN - 20
    assert not [code for code in codes for word in roster.BLOCKED_IN_CODES if word in code]
    counts = Counter("".join(codes))
    assert set(counts) == set(roster.CODE_ALPHABET)
    # Q and T come a little less often: QT and TQ are blocked.
    assert max(counts.values()) < 1.15 * min(counts.values())
