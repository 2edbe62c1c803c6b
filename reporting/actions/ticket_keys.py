"""Making, using and destroying the keys of tickets. Nothing here knows who asks."""

from functools import lru_cache

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.derived_keys import keys_for
from reporting import tickets
from reporting.models import Round, Stratum, StratumKey
from reporting.raw_rsa import Signer, load_signer

PURPOSE = b"ticket keys"
# Of the tickets of a stratum so many may stand in for lost ones: each lets somebody answer twice
# who only says that it was lost.
LOST_SHARE, LOST_AT_LEAST = 0.05, 3


class KeyDestroyed(Exception):
    """The round has closed: nothing is signed any more."""


class NoTicketsLeft(Exception):
    """As many tickets were issued as the stratum has students, or too many were lost."""


@transaction.atomic
def make_stratum_keys(*, round: Round) -> None:
    """Give every stratum of a round its key; those that have one keep it.

    Call it when the round opens, before its bundle is written. A key takes about 0.1 s.
    """
    for stratum in round.strata.all():
        make_stratum_key(stratum=stratum)


def make_stratum_key(*, stratum: Stratum) -> None:
    """Give a stratum its key; one that has a key keeps it, even where two make it at once."""
    if StratumKey.objects.filter(stratum=stratum).exists():
        return
    private_key = tickets.make_signing_key()
    public_key = tickets.public_key_of(private_key)
    made = StratumKey(
        stratum=stratum,
        public_key=public_key,
        fingerprint=tickets.fingerprint(public_key),
        sealed_private_key=keys_for(PURPOSE).encrypt(private_key),
        enrolled=stratum.enrolled,
    )
    StratumKey.objects.bulk_create([made], ignore_conflicts=True)


@transaction.atomic
def destroy_stratum_keys(*, round: Round) -> int:
    """Forget the private halves of a round's keys; returns of how many.

    What the table's file or a backup still holds is sealed under the platform's secret.
    """
    there = StratumKey.objects.filter(stratum__round=round, destroyed_at__isnull=True)
    return there.update(sealed_private_key=None, destroyed_at=timezone.now())


def sign_blinded(*, key: StratumKey, blinded: bytes) -> bytes:
    """The blind signature of a message nobody here can read.

    Raises:
        KeyDestroyed, tickets.BlindedMessageRefused, raw_rsa.SigningFailed.
    """
    if key.sealed_private_key is None:
        raise KeyDestroyed
    return tickets.blind_sign(_signer(bytes(key.sealed_private_key)), blinded)


def count_ticket(*, key: StratumKey, is_again: bool) -> None:
    """Count a ticket that is being issued; call it in the transaction that keeps the issue.

    Args:
        is_again: it stands in for one that was lost.

    Raises:
        NoTicketsLeft: nothing was counted.
        KeyDestroyed: the round has closed while the message was signed.
    """
    there = StratumKey.objects.filter(pk=key.pk, destroyed_at__isnull=True)
    room = there.filter(issued__lt=F("enrolled"))
    if is_again:
        room = room.filter(issued_again__lt=most_lost(key.enrolled))
    if not room.update(issued=F("issued") + 1, issued_again=F("issued_again") + int(is_again)):
        raise NoTicketsLeft if there.exists() else KeyDestroyed


def most_lost(enrolled: int) -> int:
    """How many tickets of a stratum may stand in for lost ones."""
    return max(LOST_AT_LEAST, int(enrolled * LOST_SHARE))


@lru_cache(maxsize=64)
def _signer(sealed_private_key: bytes) -> Signer:
    return load_signer(keys_for(PURPOSE).decrypt(sealed_private_key))
