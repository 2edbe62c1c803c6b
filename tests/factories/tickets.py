"""A browser's half of RFC 9474 in Python: hide a message, uncover its signature.

Only tests need it: in the product static/js/blind-rsa.js does this, in the student's browser.
"""

import hashlib
import secrets
from dataclasses import dataclass

from reporting import tickets

HASH, HASH_BYTES, SALT_BYTES = hashlib.sha384, 48, 48


@dataclass(frozen=True)
class Blinded:
    """A hidden message, and what uncovers its signature."""

    prepared: bytes
    message: bytes
    inverse: int
    public_der: bytes

    def finalize(self, blind_signature: bytes) -> tickets.Ticket:
        """The ticket, once its signature was found right."""
        signature = uncover(self.public_der, blind_signature, self.inverse)
        key = tickets.read_public_key(self.public_der)
        tickets.verify(key, self.prepared, signature)
        return tickets.Ticket(self.prepared[: tickets.PREFIX_BYTES], signature)


def blind(public_der: bytes, prepared: bytes, *, salt: bytes | None = None, inverse: int = 0):
    """RFC 9474, section 4.2, with its random parts given or drawn."""
    numbers = tickets.read_public_key(public_der).public_numbers()
    n, length = numbers.n, (numbers.n.bit_length() + 7) // 8
    encoded = encode(prepared, n.bit_length() - 1, salt or secrets.token_bytes(SALT_BYTES))
    factor = pow(inverse, -1, n) if inverse else secrets.randbelow(n - 2) + 2
    hidden = int.from_bytes(encoded) * pow(factor, numbers.e, n) % n
    return Blinded(prepared, hidden.to_bytes(length), pow(factor, -1, n), public_der)


def uncover(public_der: bytes, blind_signature: bytes, inverse: int) -> bytes:
    """The signature of the message itself."""
    n = tickets.read_public_key(public_der).public_numbers().n
    return (int.from_bytes(blind_signature) * inverse % n).to_bytes(len(blind_signature))


def encode(prepared: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS (RFC 8017, section 9.1.1) with SHA-384 and MGF1."""
    length = (bits + 7) // 8
    digest = HASH(b"\0" * 8 + HASH(prepared).digest() + salt).digest()
    block = b"\1" + salt
    block = b"\0" * (length - HASH_BYTES - 1 - len(block)) + block
    mask = _mask(digest, len(block))
    masked = bytearray(one ^ other for one, other in zip(block, mask, strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    rounds = -(-length // HASH_BYTES)
    return b"".join(HASH(seed + n.to_bytes(4)).digest() for n in range(rounds))[:length]
