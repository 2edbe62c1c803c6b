"""Examples of blind signing with every step written down.

The official ones of RFC 9474 (Appendix A) are read from `../shared/facts/` where that folder lies
beside the project. Without it one example of our own making stands in: it shows that the backends
agree with an independent computation here, not that they agree with the RFC.
"""

import json
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from reporting import tickets
from tests.factories.tickets import encode
from tests.house.project import ROOT

OFFICIAL = ROOT.parent / "shared/facts/rfc9474_vectors.json"
# The one variant the product uses: 48 bytes of salt, a random prefix.
VARIANT = "RSABSSA-SHA384-PSS-Randomized"


@dataclass(frozen=True)
class Vector:
    """One run from message to signature."""

    name: str
    private_der: bytes
    public_der: bytes
    prepared: bytes
    salt: bytes
    inverse: int
    blinded: bytes
    blind_signature: bytes
    signature: bytes


@cache
def vectors() -> list[Vector]:
    """The official example of our variant, else one of our own."""
    if not OFFICIAL.exists():
        return [_own()]
    given = json.loads(OFFICIAL.read_text(encoding="utf-8"))["vectors"]
    return [_official(one) for one in given if one["name"] == VARIANT]


def _official(given: dict) -> Vector:
    p, q, n, e, d = (int(given[name], 16) for name in "pqned")
    key = _numbers(p, q, n, e, d).private_key()
    return Vector(
        name=f"RFC 9474 {given['name']}",
        private_der=_private_der(key),
        public_der=tickets.public_key_of(_private_der(key)),
        prepared=bytes.fromhex(given["prepared_msg"]),
        salt=bytes.fromhex(given["salt"]),
        inverse=int(given["inv"], 16),
        blinded=bytes.fromhex(given["blinded_msg"]),
        blind_signature=bytes.fromhex(given["blind_sig"]),
        signature=bytes.fromhex(given["sig"]),
    )


def _own() -> Vector:
    """The same steps with textbook arithmetic on a new key."""
    private_der = tickets.make_signing_key()
    numbers = serialization.load_der_private_key(private_der, None).private_numbers()
    n, e, d = numbers.public_numbers.n, numbers.public_numbers.e, numbers.d
    prepared, salt, factor = tickets.prepare(b"own example", b"\7" * 32), b"\5" * 48, 3**1200 % n
    number = int.from_bytes(encode(prepared, n.bit_length() - 1, salt))
    hidden = number * pow(factor, e, n) % n
    return Vector(
        name="own example, not of the RFC",
        private_der=private_der,
        public_der=tickets.public_key_of(private_der),
        prepared=prepared,
        salt=salt,
        inverse=pow(factor, -1, n),
        blinded=hidden.to_bytes(256),
        blind_signature=pow(hidden, d, n).to_bytes(256),
        signature=pow(number, d, n).to_bytes(256),
    )


def _numbers(p: int, q: int, n: int, e: int, d: int) -> rsa.RSAPrivateNumbers:
    return rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, p),
        dmq1=rsa.rsa_crt_dmq1(d, q),
        iqmp=rsa.rsa_crt_iqmp(p, q),
        public_numbers=rsa.RSAPublicNumbers(e, n),
    )


def _private_der(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
