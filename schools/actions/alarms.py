"""Noticing that somebody guesses at the door: counts by address and over all, and the alarm.

Addresses are counted under a keyed hash, in Django's cache and within fixed windows; nothing of
them reaches the database or a log. Without a shared cache (CACHE_URL) each process counts for
itself. An alarm calls a person and slows unknown codes; whoever types an open code never waits
for it, because a school of a thousand leaves through one address.
"""

import logging
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.actions import record_act
from schools.throttles import (
    ALARM_SECONDS,
    ALARM_WAIT_SECONDS,
    FAILURES_OF_A_KNOWN_NETWORK,
    FAILURES_OF_AN_ADDRESS,
    UNKNOWN_CODES_OF_ALL,
    Limit,
)

logger = logging.getLogger(__name__)
# One household or one school has a whole /64 of IPv6.
BITS_OF_A_SITE = 64


def note_failed_try(*, address: str | None) -> None:
    """Count a wrong code or PIN for the address it came from.

    Args:
        address: as `core.addresses.client_address` gives it; None is not counted.
    """
    if address is None:
        return
    is_known = _is_known(address)
    limit = FAILURES_OF_A_KNOWN_NETWORK if is_known else FAILURES_OF_AN_ADDRESS
    site = _site(address)
    if _count(f"site:{site}", limit) > limit.tries:
        _raise_alarm("known network" if is_known else "address", lasts_for=f"site:{site}")


def note_unknown_code(*, address: str | None) -> int:
    """Count a code that opens nothing, for all and for its address.

    Returns:
        Seconds that the answer asks to wait: 0 unless there is an alarm.
    """
    if _count("unknown", UNKNOWN_CODES_OF_ALL) > UNKNOWN_CODES_OF_ALL.tries:
        _raise_alarm("unknown codes", lasts_for="all")
    note_failed_try(address=address)
    alarms = ["door:alarm:all"]
    if address is not None and not _is_known(address):
        alarms.append(f"door:alarm:site:{_site(address)}")
    return ALARM_WAIT_SECONDS if cache.get_many(alarms) else 0


def _count(name: str, limit: Limit) -> int:
    window = int(timezone.now().timestamp()) // limit.seconds
    key = f"door:{name}:{window}"
    cache.add(key, 0, timeout=limit.seconds + 1)
    try:
        return cache.incr(key)
    except ValueError:  # the cache made room for something else just now
        return 1


def _raise_alarm(kind: str, *, lasts_for: str) -> None:
    """Slow unknown codes for a while, and tell it once: one line in the log, one audit row."""
    cache.set(f"door:alarm:{lasts_for}", True, timeout=ALARM_SECONDS)
    if cache.add(f"door:told:{kind}", True, timeout=ALARM_SECONDS):
        logger.warning("Somebody may be guessing at the door: too many failed tries (%s).", kind)
        record_act(action="schools.raise_alarm", target=kind, result="refused", by=None)


def _is_known(address: str) -> bool:
    known = (ip_network(name) for name in settings.KNOWN_SCHOOL_NETWORKS)
    return any(ip_address(address) in network for network in known)


def _site(address: str) -> str:
    parsed = ip_address(address)
    site = address
    if parsed.version == 6:
        site = str(ip_network((int(parsed), BITS_OF_A_SITE), strict=False))
    return salted_hmac("schools.actions.alarms", site).hexdigest()[:32]
