"""Drawn codes: the right to answer once, printed on a slip without a name. Imports no framework.

Twelve characters of Crockford's base 32 (60 bits) and a check character. The number they make,
modulo the strata of its school level, names the stratum: the browser seals an answer to the
stratum without asking anybody (survey.md), and guessing is not easier for it. Printed in groups of
4, 4 and 5. Crockford's check is the number modulo 37, whose last five signs (* ~ $ = U) a
child cannot find on a tablet: codes that would need one are not drawn.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 13
PEPPER_BYTES = 32
_MODULUS = 37
_NUMBERS = len(ALPHABET) ** (LENGTH - 1)
_LOOKALIKES = str.maketrans("OIL", "011")
# Whatever a keyboard offers as space or dash, the long vowel and minus signs included.
_SEPARATORS = re.compile(r"[\s\-‐-―−ー_.·]+")


class DeliveryRefused(ValueError):
    """A file of codes is not in the form `delivery` writes."""


@dataclass(frozen=True)
class Delivery:
    """What the survey service needs to recognise the codes of one round."""

    round_key: str
    pepper: bytes
    digests: dict[str, list[bytes]]


def draw(count: int, *, stratum: str = "", strata: Collection[str] = ("",)) -> list[str]:
    """Different codes in random order; 13 characters each, without separators.

    Args:
        stratum: the one they are for; without it they may be anybody's.
        strata: keys of all strata of the round, or of those of this level.
    """
    drawn: set[str] = set()
    neighbours = of_same_level(stratum, strata)
    place, step = neighbours.index(stratum), len(neighbours)
    while len(drawn) < count:
        body = _signs(secrets.randbelow(_NUMBERS // step) * step + place)
        if code := with_check(body):
            drawn.add(code)
    # A set's order follows its hashes; nothing about the printed order may be repeatable.
    codes = list(drawn)
    secrets.SystemRandom().shuffle(codes)
    return codes


def of_same_level(stratum: str, strata: Collection[str]) -> list[str]:
    """The strata that share a school level with this one, in the order codes count them."""
    level = stratum.rpartition("-")[2]
    return sorted(key for key in strata if key.rpartition("-")[2] == level)


def stratum_of(code: str, strata: Sequence[str]) -> str:
    """The stratum a well-formed code was drawn for, had it been drawn at this level.

    Args:
        strata: from `of_same_level`, at least one.
    """
    return strata[_remainder(code[:-1], len(strata))]


def with_check(body: str) -> str | None:
    """A code from its first twelve signs; None where the check would be no sign of a keyboard."""
    check = _remainder(body)
    return body + ALPHABET[check] if check < len(ALPHABET) else None


def for_print(code: str) -> str:
    """A code in its printed groups: "4K7M-92XD-PQ3RT"."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def normalise(text: str) -> str:
    """What a person meant: full-width, lower case, look-alikes, spaces and dashes put right."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return _SEPARATORS.sub("", plain).translate(_LOOKALIKES)


def is_well_formed(code: str) -> bool:
    """Whether a normalised code has its length, its signs and the right check character.

    Any one wrong sign and any two neighbours swapped are noticed.
    """
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return False
    return _remainder(code[:-1]) == ALPHABET.index(code[-1])


def digest(pepper: bytes, round_key: str, code: str) -> bytes:
    """What is kept instead of a code: HMAC-SHA256(pepper, round|code), 32 bytes."""
    return hmac.digest(pepper, f"{round_key}|{code}".encode(), hashlib.sha256)


def delivery(*, round_key: str, pepper: bytes, codes: Mapping[str, Sequence[str]]) -> str:
    """The text of `codes.json`, which takes the codes' digests to the survey service once.

    Args:
        pepper: PEPPER_BYTES random bytes, of this round only.
        codes: codes by stratum key.
    """
    digests = {
        stratum: sorted(digest(pepper, round_key, code).hex() for code in of_stratum)
        for stratum, of_stratum in codes.items()
    }
    pepper_text = base64.b64encode(pepper).decode()
    return json.dumps({"round": round_key, "pepper": pepper_text, "digests": digests})


def read_delivery(text: str) -> Delivery:
    """Read what `delivery` wrote.

    Raises:
        DeliveryRefused: anything else.
    """
    try:
        data = json.loads(text)
        pepper = base64.b64decode(data["pepper"], validate=True)
        digests = {
            stratum: [bytes.fromhex(value) for value in values]
            for stratum, values in data["digests"].items()
        }
        round_key = data["round"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeliveryRefused("not a delivery of codes") from error
    if len(pepper) != PEPPER_BYTES or not isinstance(round_key, str):
        raise DeliveryRefused("wrong pepper or round")
    return Delivery(round_key, pepper, digests)


def _remainder(body: str, modulus: int = _MODULUS) -> int:
    remainder = 0
    for sign in body:
        remainder = (remainder * len(ALPHABET) + ALPHABET.index(sign)) % modulus
    return remainder


def _signs(number: int) -> str:
    signs = []
    for _ in range(LENGTH - 1):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(reversed(signs))
