"""The raw private operation of RSA, m^d mod n, which blind signing needs. Imports no framework.

Python's own `pow` takes a time that depends on the key and is slow; `cryptography` offers no raw
operation. So the system's OpenSSL does it (constant time, blinded), reached through ctypes. Where
there is none, `PowSigner` multiplies a random factor in and out again, so that its time says
nothing about the message; `manage.py check --deploy` warns of it (reporting.W001).
"""

import ctypes
import ctypes.util
import math
import secrets
import threading
import weakref
from functools import cache
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key

_NO_PADDING = 3
# EVP_PKEY_CTX_set_rsa_padding is a macro, not a function, in what came before.
_OLDEST_OPENSSL = 0x30000000


class SigningFailed(Exception):
    """The library refused, or its result was not the signature of the message."""


class KeyUnusable(ValueError):
    """The bytes are no private RSA key."""


class Signer(Protocol):
    """A private key that can be applied to a number."""

    modulus: int
    exponent: int
    length: int

    def power(self, message: bytes) -> bytes:
        """message^d mod n; both `length` bytes, the message below the modulus."""

    def undo(self, signature: bytes) -> bytes:
        """signature^e mod n: the message again, if the signature is right."""


def load_signer(private_der: bytes) -> Signer:
    """The best signer this machine has for a key (PKCS #8, DER).

    Raises:
        KeyUnusable: no private RSA key.
    """
    return OpenSslSigner(private_der) if has_openssl() else PowSigner(private_der)


@cache
def has_openssl() -> bool:
    """Whether an OpenSSL of version 3 or later is on this machine."""
    return _libcrypto() is not None


class PowSigner:
    """Plain Python with a random blinding factor: right, but slow and not constant in time."""

    def __init__(self, private_der: bytes):
        self._numbers = _numbers(private_der)
        self.modulus = self._numbers.public_numbers.n
        self.exponent = self._numbers.public_numbers.e
        self.length = (self.modulus.bit_length() + 7) // 8

    def power(self, message: bytes) -> bytes:
        factor = _random_unit(self.modulus)
        hidden = int.from_bytes(message) * pow(factor, self.exponent, self.modulus) % self.modulus
        result = self._private(hidden) * pow(factor, -1, self.modulus) % self.modulus
        return result.to_bytes(self.length)

    def undo(self, signature: bytes) -> bytes:
        number = pow(int.from_bytes(signature), self.exponent, self.modulus)
        return number.to_bytes(self.length)

    def _private(self, number: int) -> int:
        key = self._numbers
        by_p, by_q = pow(number, key.dmp1, key.p), pow(number, key.dmq1, key.q)
        return by_q + (by_p - by_q) * key.iqmp % key.p * key.q


class OpenSslSigner:
    """The system's OpenSSL, which releases Python's lock while it computes."""

    def __init__(self, private_der: bytes):
        public = _numbers(private_der).public_numbers
        self.modulus, self.exponent = public.n, public.e
        self.length = (self.modulus.bit_length() + 7) // 8
        self._library = _libcrypto()
        start = ctypes.c_char_p(private_der)
        self._key = self._library.d2i_AutoPrivateKey(None, ctypes.byref(start), len(private_der))
        if not self._key:
            raise KeyUnusable("OpenSSL cannot read it")
        weakref.finalize(self, self._library.EVP_PKEY_free, self._key)
        self._of_thread = threading.local()

    def power(self, message: bytes) -> bytes:
        return self._apply("decrypt", message)

    def undo(self, signature: bytes) -> bytes:
        return self._apply("encrypt", signature)

    def _apply(self, verb: str, number: bytes) -> bytes:
        """One raw operation."""
        result, size = ctypes.create_string_buffer(self.length), ctypes.c_size_t(self.length)
        context = self._context(verb)
        done = context.apply(context.handle, result, ctypes.byref(size), number, len(number))
        if done != 1 or size.value != self.length:
            # Else the next caller in this thread would find the reason of this failure.
            self._library.ERR_clear_error()
            raise SigningFailed("OpenSSL refused")
        return result.raw

    def _context(self, verb: str) -> "_Context":
        """The context of this thread: the key may be shared between threads, a context not."""
        context = getattr(self._of_thread, verb, None)
        if context is None:
            context = _Context(self._library, self._key, verb)
            setattr(self._of_thread, verb, context)
        return context


class _Context:
    """OpenSSL's state for one verb ("encrypt", "decrypt") of one key; freed with this object."""

    def __init__(self, library: ctypes.CDLL, key: int, verb: str):
        self.handle = library.EVP_PKEY_CTX_new(key, None)
        weakref.finalize(self, library.EVP_PKEY_CTX_free, self.handle)
        self.apply = getattr(library, f"EVP_PKEY_{verb}")
        begin = getattr(library, f"EVP_PKEY_{verb}_init")
        is_ready = begin(self.handle) == 1 and (
            library.EVP_PKEY_CTX_set_rsa_padding(self.handle, _NO_PADDING) == 1
        )
        if not is_ready:
            library.ERR_clear_error()
            raise SigningFailed("OpenSSL has no raw RSA")


@cache
def _libcrypto() -> ctypes.CDLL | None:
    name = ctypes.util.find_library("crypto")
    if name is None:
        return None
    try:
        library = ctypes.CDLL(name)
        version = library.OpenSSL_version_num
    except (OSError, AttributeError):
        return None
    version.restype = ctypes.c_ulong
    return _with_signatures(library) if version() >= _OLDEST_OPENSSL else None


def _with_signatures(library: ctypes.CDLL) -> ctypes.CDLL:
    """Tell ctypes what the functions take; its default would cut pointers to 32 bits."""
    pointer, size, number, text = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_char_p
    applied = (number, [pointer, pointer, ctypes.POINTER(size), text, size])
    signatures = {
        "d2i_AutoPrivateKey": (pointer, [pointer, ctypes.POINTER(text), ctypes.c_long]),
        "EVP_PKEY_free": (None, [pointer]),
        "EVP_PKEY_CTX_new": (pointer, [pointer, pointer]),
        "EVP_PKEY_CTX_free": (None, [pointer]),
        "EVP_PKEY_CTX_set_rsa_padding": (number, [pointer, number]),
        "EVP_PKEY_decrypt_init": (number, [pointer]),
        "EVP_PKEY_decrypt": applied,
        "EVP_PKEY_encrypt_init": (number, [pointer]),
        "EVP_PKEY_encrypt": applied,
        "ERR_clear_error": (None, []),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _numbers(private_der: bytes) -> rsa.RSAPrivateNumbers:
    try:
        key = load_der_private_key(private_der, password=None)
    except ValueError as error:
        raise KeyUnusable("not a private key") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KeyUnusable("a key of another kind")
    return key.private_numbers()


def _random_unit(modulus: int) -> int:
    """A random number that has an inverse modulo `modulus`."""
    while True:
        number = secrets.randbelow(modulus - 2) + 2
        if math.gcd(number, modulus) == 1:
            return number
