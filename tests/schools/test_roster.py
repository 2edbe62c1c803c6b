"""Class codes and PINs: the arithmetic alone."""

import secrets
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from schools import roster

codes = st.text(alphabet=roster.CODE_ALPHABET, min_size=8, max_size=8)
# The keys of a two-set keyboard, and what each writes when it is in Korean.
KEYS = "rseEfaqQtTdwWczxvgRkoiOjpuPhynbml"
LETTERS = "ㄱㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㄲㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def typed_in_korean(code: str) -> str:
    """What stands in the box when the keyboard was in Korean, before syllables form."""
    return "".join(LETTERS[KEYS.index(key)] if key in KEYS else key for key in code.lower())


def test_t09_alphabet_has_28_characters_without_vowels_and_look_alikes():
    assert len(set(roster.CODE_ALPHABET)) == len(roster.CODE_ALPHABET) == 28
    assert not set(roster.CODE_ALPHABET) & set("AEIOUL01")


def test_t09_drawn_codes_are_well_formed_and_hold_no_blocked_word():
    drawn = [roster.draw_code() for _ in range(100_000)]
    assert {len(code) for code in drawn} == {8}
    assert set("".join(drawn)) == set(roster.CODE_ALPHABET)
    assert not [code for code in drawn for word in roster.BLOCKED_IN_CODES if word in code]
    assert len(set(drawn)) == len(drawn)


def test_t08_codes_and_pins_come_from_the_randomness_of_the_operating_system(monkeypatch):
    monkeypatch.setattr(secrets, "choice", lambda alphabet: alphabet[0])
    monkeypatch.setattr(secrets, "randbelow", lambda bound: bound - 1)
    assert (roster.draw_code(), roster.draw_pin()) == ("22222222", "999999")


@given(codes)
def test_t22_code_typed_in_any_form_is_the_same_code(code):
    forms = (
        code.lower(),
        f"{code[:4]}-{code[4:]}",
        f" {code[:4]} – {code[4:]} ",
        full_width(code),
        full_width(code.lower()),
        typed_in_korean(code),
        unicodedata.normalize("NFD", typed_in_korean(code)),
    )
    assert {roster.normalise_code(form) for form in forms} == {code}


def test_t22_code_typed_as_korean_syllables_is_the_keys_that_were_pressed():
    # g k s r m f: the keys of 한글; hk makes one vowel, rt one final.
    assert roster.normalise_code("한글") == "GKSRMF"
    assert roster.normalise_code("과ㄳ") == "RHKRT"
    assert roster.normalise_code("7ㅏ쓰-4ㅌㅔ") == "7KTM4XP"


@given(st.text(max_size=40))
def test_t22_any_text_becomes_ascii_letters_and_digits_only(text):
    normal = roster.normalise_code(text)
    assert normal == roster.normalise_code(normal)
    assert all(character.isascii() and character.isalnum() for character in normal)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_t22_pin_in_full_width_digits_and_with_spaces_is_the_same_pin(pin):
    assert roster.normalise_digits(full_width(pin)) == pin
    assert roster.normalise_digits(f"{pin[:3]} {pin[3:]}") == pin


def test_pin_is_recognised_only_with_its_own_salt_and_pepper():
    salt, pepper = roster.draw_salt(), b"pepper"
    digest = roster.digest_pin("012345", salt=salt, pepper=pepper)
    assert roster.is_pin("012345", salt=salt, pepper=pepper, digest=digest)
    assert not roster.is_pin("012346", salt=salt, pepper=pepper, digest=digest)
    assert not roster.is_pin("012345", salt=roster.draw_salt(), pepper=pepper, digest=digest)
    assert not roster.is_pin("012345", salt=salt, pepper=b"other", digest=digest)


def test_drawn_pins_have_six_digits():
    assert all(len(pin) == 6 and pin.isdigit() for pin in (roster.draw_pin() for _ in range(2000)))
