"""The code on a certificate: arithmetic without a database or a framework.

The code is not drawn but computed from the assignment and the student under a key that the
database does not hold. The same student therefore always gets the same code and nothing has to
remember whose it is: from a stolen database alone no row leads to a student, and no code can be
made up. A code has the form of a drawn code: 60 bits and a check sign, which tells a mistyped
code from one that was never given out.
"""

import hashlib
import hmac
import unicodedata
from uuid import UUID

from reporting import codes
from schools import roster

BODY_LENGTH = codes.LENGTH - 1


def code_for(key: bytes, assignment_id: UUID, student_id: UUID) -> str:
    """The code of one student for one assignment; the same each time.

    Args:
        key: the secret all codes are computed under.
    """
    number = 0
    while True:
        told = f"code|{assignment_id}|{student_id}|{number}".encode()
        drawn = hmac.digest(key, told, hashlib.sha256)
        body = "".join(codes.ALPHABET[byte % len(codes.ALPHABET)] for byte in drawn[:BODY_LENGTH])
        if code := codes.with_check(body):
            return code
        number += 1


def digest(key: bytes, code: str) -> str:
    """What is stored instead of a code: HMAC-SHA256 in hex."""
    return hmac.digest(key, f"check|{code}".encode(), hashlib.sha256).hex()


def read(typed: str) -> str:
    """The code somebody meant: look-alike letters, spaces, dashes, Hangul keys put right."""
    # Only Hangul is taken apart into keys, so that other signs stay wrong and are noticed.
    has_hangul = any(unicodedata.name(sign, "").startswith("HANGUL") for sign in typed)
    return codes.normalise(roster.normalise_code(typed) if has_hangul else typed)


def is_well_formed(code: str) -> bool:
    """Whether a code as `read` gives it can be one at all; a mistyped sign is noticed."""
    return codes.is_well_formed(code)


def for_print(code: str) -> str:
    """A code in groups: "4K7M-92XD-PQ3RT"."""
    return codes.for_print(code)
