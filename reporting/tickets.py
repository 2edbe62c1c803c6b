"""Tickets: the right to answer once, signed blind. Imports no framework and knows no person.

RFC 9474, RSABSSA-SHA384-PSS-Randomized, 2048 bit, one key per round and stratum. The browser
makes the message and hides it (static/js/blind-rsa.js); `blind_sign` signs what it cannot read;
the browser uncovers the signature, and `verify` finds a plain RSA-PSS signature that was never
seen before. The names in code follow the RFC; a "prepared message" is 32 random bytes followed by
the context.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from reporting.raw_rsa import KeyUnusable, Signer, SigningFailed

PRODUCT = "school-life-survey"
KEY_BITS = 2048
PREFIX_BYTES = 32
# RFC 9474, section 5: the salt of the variant is as long as its hash.
_PADDING = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48)
_HASH = hashes.SHA384()


class BlindedMessageRefused(ValueError):
    """Not a number this key can sign: wrong length, zero, or not below the modulus."""


class TicketRefused(ValueError):
    """The signature is not one of this key over this message; why is nobody's business."""


@dataclass(frozen=True)
class Ticket:
    """What a browser keeps: its random bytes, and the signature over them and the context."""

    prefix: bytes
    signature: bytes

    @property
    def has_its_lengths(self) -> bool:
        """Whether it can be a ticket at all."""
        return len(self.prefix) == PREFIX_BYTES and len(self.signature) == KEY_BITS // 8


def context_for(round_key: str, stratum: str) -> bytes:
    """What every ticket of a stratum is for, such as b"school-life-survey|v1|2026-2|B10-M"."""
    return f"{PRODUCT}|v1|{round_key}|{stratum}".encode()


def prepare(context: bytes, prefix: bytes | None = None) -> bytes:
    """The message that is signed: 32 random bytes (or `prefix`), then the context."""
    return (prefix or secrets.token_bytes(PREFIX_BYTES)) + context


def spent_mark(pepper: bytes, prepared: bytes) -> bytes:
    """What the survey keeps of a used ticket: HMAC-SHA256(pepper, prefix ‖ context), 32 bytes.

    Over the message, not over the signature: who changes the signature does not get a second mark.
    """
    return hmac.digest(pepper, prepared, hashlib.sha256)


def make_signing_key() -> bytes:
    """A new private key of a stratum (PKCS #8, DER)."""
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_key_of(private_der: bytes) -> bytes:
    """The public half (SubjectPublicKeyInfo, DER), which browsers and the collector get."""
    key = serialization.load_der_private_key(private_der, password=None).public_key()
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def fingerprint(public_der: bytes) -> str:
    """SHA-256 of a public key in hex: what stands in the list fixed before the round."""
    return hashlib.sha256(public_der).hexdigest()


def blind_sign(signer: Signer, blinded: bytes) -> bytes:
    """Sign a blinded message without learning what it is.

    A signature with a computing fault in one half of the key would give the key away (Boneh,
    DeMillo, Lipton 1997), so nothing leaves before it was found right.

    Raises:
        BlindedMessageRefused: nothing was computed.
        raw_rsa.SigningFailed: the result is wrong; it is not returned.
    """
    message = int.from_bytes(blinded)
    if len(blinded) != signer.length or not 0 < message < signer.modulus:
        raise BlindedMessageRefused
    signature = signer.power(blinded)
    if signer.undo(signature) != blinded:
        raise SigningFailed("the result is not the signature")
    return signature


@lru_cache(maxsize=64)
def read_public_key(public_der: bytes) -> rsa.RSAPublicKey:
    """The public key of a stratum.

    Raises:
        raw_rsa.KeyUnusable: not an RSA key in SubjectPublicKeyInfo.
    """
    try:
        key = serialization.load_der_public_key(public_der)
    except ValueError as error:
        raise KeyUnusable("not a public key") from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise KeyUnusable("a key of another kind")
    return key


def verify(public_key: rsa.RSAPublicKey, prepared: bytes, signature: bytes) -> None:
    """Pass silently when the signature is one of this key over this prepared message.

    Raises:
        TicketRefused: it is not.
    """
    try:
        public_key.verify(signature, prepared, _PADDING, _HASH)
    except InvalidSignature as error:
        raise TicketRefused from error
