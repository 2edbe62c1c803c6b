"""Drawn codes: what is printed, what may be typed, what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import codes

PEPPER = b"p" * codes.PEPPER_BYTES


def test_draw_gives_different_well_formed_codes_in_no_order():
    drawn = codes.draw(500)
    assert len(set(drawn)) == 500
    assert all(codes.is_well_formed(code) for code in drawn)
    assert drawn != sorted(drawn)


NATION = [f"{office}10-{level}" for office in "BCDEFGHIJKMNPQRST" for level in "EMH"]


@pytest.mark.parametrize("stratum", [NATION[0], NATION[25], NATION[-1]])
def test_code_says_which_stratum_it_was_drawn_for(stratum):
    drawn = codes.draw(200, stratum=stratum, strata=NATION)
    of_level = codes.of_same_level(stratum, reversed(NATION))
    assert len(of_level) == 17
    assert {codes.stratum_of(code, of_level) for code in drawn} == {stratum}
    assert len({code[0] for code in drawn}) > 20


def test_print_has_groups_of_four_four_and_five():
    assert codes.for_print("0123456789ABC") == "0123-4567-89ABC"


@given(st.data())
def test_normalise_finds_the_code_behind_any_way_of_typing_it(data):
    code = codes.draw(1)[0]
    full_width = {ord(sign): ord(sign) + 0xFEE0 for sign in codes.ALPHABET}
    typed = "".join(
        data.draw(st.sampled_from([sign, sign.lower(), sign.translate(full_width)]))
        + data.draw(st.sampled_from(["", " ", "-", "–", "　"]))
        for sign in code
    )
    typed = typed.replace("0", data.draw(st.sampled_from("0Oo")))
    typed = typed.replace("1", data.draw(st.sampled_from("1IlL")))
    assert codes.normalise(typed) == code


@given(st.data())
def test_check_character_notices_one_wrong_sign_and_swapped_neighbours(data):
    code = codes.draw(1)[0]
    place = data.draw(st.integers(0, codes.LENGTH - 2))
    wrong = data.draw(st.sampled_from(codes.ALPHABET))
    changed = code[:place] + wrong + code[place + 1 :]
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert codes.is_well_formed(changed) == (changed == code)
    # The last pair holds the check character itself, where two swapped signs may agree by chance.
    if place < codes.LENGTH - 2:
        assert codes.is_well_formed(swapped) == (swapped == code)


@pytest.mark.parametrize("text", ["", "0", "0" * 12, "0" * 14, "U" * 13, "*" * 13, "가나다"])
def test_code_of_another_form_is_not_well_formed(text):
    assert not codes.is_well_formed(codes.normalise(text))


def test_digest_depends_on_pepper_round_and_code():
    base = codes.digest(PEPPER, "2026-1", "0" * 13)
    assert len(base) == 32
    assert base != codes.digest(b"q" * 32, "2026-1", "0" * 13)
    assert base != codes.digest(PEPPER, "2026-2", "0" * 13)
    assert base != codes.digest(PEPPER, "2026-1", "0" * 12 + "1")


def test_delivery_takes_digests_over_and_no_code():
    drawn = codes.draw(3)
    text = codes.delivery(round_key="2026-1", pepper=PEPPER, codes={"B10-M": drawn})
    assert not any(code in text for code in drawn)
    read = codes.read_delivery(text)
    assert read.round_key == "2026-1"
    assert set(read.digests["B10-M"]) == {codes.digest(PEPPER, "2026-1", code) for code in drawn}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"round": "r", "pepper": "YQ==", "digests": {}}', "null"]
)
def test_delivery_of_another_form_is_refused(text):
    with pytest.raises(codes.DeliveryRefused):
        codes.read_delivery(text)
