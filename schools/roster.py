"""Arithmetic of class codes and issued PINs: no database, no settings, no framework.

Why eight characters of 28: there are 3.8e11 such codes, so with 170,000 classes open at once ten
guesses a second find 0.4 of them a day, and then only a form that asks for number and PIN.
"""

import hashlib
import hmac
import secrets
import unicodedata

# Digits without 0 and 1, consonants without L: nothing looks like anything else, and without
# vowels hardly a word can form.
CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
# What the alphabet still lets through: abbreviations, and Korean swear words as they come out
# of a keyboard that was left in English (TQ, QT).
BLOCKED_IN_CODES = (
    *("BTCH", "CNT", "DCK", "FCK", "FKN", "FVCK", "FVK", "KKK", "NGGR", "NGR", "PRN", "PSSY"),
    *("QT", "SHT", "STFU", "SXX", "SXY", "TQ", "WTF", "XXX"),
)

PIN_LENGTH = 6
SALT_BYTES = 16

# The keys of a Korean two-set keyboard under each letter of Hangul (leading, vowel, trailing),
# in the order of their Unicode code points.
_LEADING = "r R s e E f a q Q t T d w W c z x v g".split()
_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
_TRAILING = "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split()
_KEYS = {
    chr(first + offset): keys
    for first, row in ((0x1100, _LEADING), (0x1161, _VOWELS), (0x11A8, _TRAILING))
    for offset, keys in enumerate(row)
}


def draw_code() -> str:
    """A new class code, without any of the blocked abbreviations."""
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not any(blocked in code for blocked in BLOCKED_IN_CODES):
            return code


def normalise_code(typed: str) -> str:
    """The code somebody meant: upper case, half width, no spaces or dashes, keys for Hangul.

    A student whose keyboard is in Korean types syllables; taking them apart gives back the keys
    that were pressed. What is no letter or digit is dropped.
    """
    apart = unicodedata.normalize("NFKD", typed)
    keys = "".join(_KEYS.get(character, character) for character in apart)
    return "".join(key for key in keys.upper() if key.isascii() and key.isalnum())


def show_code(code: str) -> str:
    """The code as people read it out: four and four."""
    return f"{code[:4]}-{code[4:]}"


def normalise_digits(typed: str) -> str:
    """Digits somebody meant: full-width ones made plain, everything else dropped."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(character for character in plain if character in "0123456789")


def draw_pin() -> str:
    """A new PIN: issued, never chosen."""
    return f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"


def draw_salt() -> bytes:
    """Sixteen bytes that make equal PINs of two students look different."""
    return secrets.token_bytes(SALT_BYTES)


def digest_pin(pin: str, *, salt: bytes, pepper: bytes) -> bytes:
    """HMAC-SHA-256 of salt and PIN under the pepper, 32 bytes.

    A fast function on purpose: with a million PINs no slow one would help once the pepper is
    known, and thirty students sign in within one minute.
    """
    return hmac.new(pepper, salt + pin.encode(), hashlib.sha256).digest()


def is_pin(pin: str, *, salt: bytes, pepper: bytes, digest: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(digest_pin(pin, salt=salt, pepper=pepper), digest)
