"""Sealing an answer so that only the round's private key opens it. Imports no framework.

HPKE (RFC 9180), base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. A sealed answer
is the encapsulated key (65 bytes, uncompressed point) followed by the ciphertext and its tag
(16 bytes). static/js/hpke.js makes the same bytes in the browser.

`info` names the round and the stratum, b"<round>|<stratum>": an answer that somebody moves to
another round, office or school level opens no more. A ticket names its stratum; from a drawn code
it is computed (`codes.stratum_of`). Both sides take it from `info_for`.
"""

import base64
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
ENCAPSULATED_BYTES = 65
TAG_BYTES = 16
OVERHEAD = ENCAPSULATED_BYTES + TAG_BYTES


class SealBroken(ValueError):
    """The bytes were not sealed to this key with this info, or were changed since."""


class KeyRefused(ValueError):
    """A text is not a key of this kind."""


def info_for(round_key: str, stratum: str) -> bytes:
    """What a sealed answer is bound to.

    Args:
        round_key: key of the round.
        stratum: its key, such as "B10-M".
    """
    return f"{round_key}|{stratum}".encode()


def make_key_pair() -> tuple[str, str]:
    """A new (private, public) pair as base64 texts: PKCS #8, and the uncompressed point."""
    private = ec.generate_private_key(ec.SECP256R1())
    pkcs8 = private.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    point = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.b64encode(pkcs8).decode(), base64.b64encode(point).decode()


def read_private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """The private key of `make_key_pair`; read once, open many.

    Raises:
        KeyRefused: not such a key.
    """
    try:
        key = serialization.load_der_private_key(base64.b64decode(text), password=None)
    except ValueError as error:
        raise KeyRefused("not a private sealing key") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyRefused("a key of another kind")
    return key


@lru_cache(maxsize=8)
def read_public_key(text: str) -> ec.EllipticCurvePublicKey:
    """The public key of `make_key_pair`.

    Raises:
        KeyRefused: not such a key.
    """
    try:
        point = base64.b64decode(text, validate=True)
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise KeyRefused("not a public sealing key") from error


def seal(public_key: str, info: bytes, plaintext: bytes) -> bytes:
    """Seal to a public key (base64 text); never twice the same bytes."""
    return _SUITE.encrypt(plaintext, read_public_key(public_key), info)


def open_sealed(private_key: ec.EllipticCurvePrivateKey, info: bytes, sealed: bytes) -> bytes:
    """What was sealed.

    Args:
        private_key: from `read_private_key`.
        info: from `info_for`, the same as when sealed.

    Raises:
        SealBroken: wrong key, wrong info, or changed bytes.
    """
    try:
        return _SUITE.decrypt(sealed, private_key, info)
    except (InvalidTag, ValueError) as error:
        raise SealBroken("cannot be opened") from error


def sealed_length(plaintext_length: int) -> int:
    """Bytes of a sealed answer of that length."""
    return plaintext_length + OVERHEAD
