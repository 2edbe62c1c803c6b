"""The network address a request comes from, and who is believed about it.

A header is written by whoever sends the request. X-Forwarded-For counts only as far as the
proxies of the operator wrote it (settings.TRUSTED_PROXIES, empty by default); X-Real-IP and
Forwarded never count.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

_acting_from: ContextVar[str | None] = ContextVar("acting_from", default=None)


def client_address(request) -> str | None:
    """The address of the device, or of its school's gateway, that sent this request.

    Walks X-Forwarded-For from the right, past every proxy of ours, and stops at the first address
    that is none of them: what stands further left anybody could have written.

    Returns:
        An IPv4 or IPv6 address; None when the server knows none (a Unix socket).
    """
    address = _parse(request.META.get("REMOTE_ADDR", ""))
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address and said and _is_ours(address):
        claimed = _parse(said.pop())
        if claimed is None:
            break
        address = claimed
    return str(address) if address else None


@contextmanager
def acting_from(address: str | None) -> Iterator[None]:
    """Within this block the audit trail says that acts of staff come from `address`."""
    token = _acting_from.set(address)
    try:
        yield
    finally:
        _acting_from.reset(token)


def address_of_this_act() -> str | None:
    """The address of the request under way; None in a command or a background task."""
    return _acting_from.get()


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        # Without the zone: it names a network card of the server.
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    # A server that listens on IPv6 writes an IPv4 client as ::ffff:192.0.2.1.
    return getattr(address, "ipv4_mapped", None) or address


def _is_ours(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@lru_cache(maxsize=8)
def _networks(names: tuple[str, ...]) -> tuple:
    return tuple(ip_network(name) for name in names)
