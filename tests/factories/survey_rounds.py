"""An open round on the platform, with the keys of its tickets, for a class's stratum."""

from functools import cache

from core.derived_keys import keys_for
from reporting import tickets
from reporting.actions.ticket_keys import PURPOSE
from reporting.models import Round, StratumKey
from tests.factories.reporting import RoundFactory, StratumFactory
from tests.factories.tickets import Blinded, blind


@cache
def signing_key() -> bytes:
    """One key for all tests: making it takes long."""
    return tickets.make_signing_key()


def round_with_tickets(*, enrolled: int = 30, **fields) -> Round:
    """A round that asks the middle schools of B10, where the factories' classes are."""
    round = RoundFactory(**fields)
    add_ticket_key(round, enrolled=enrolled)
    return round


def add_ticket_key(round: Round, *, enrolled: int, private_key: bytes = b"", **stratum):
    """A stratum of a round with its key."""
    private_key = private_key or signing_key()
    public_key = tickets.public_key_of(private_key)
    return StratumKey.objects.create(
        stratum=StratumFactory(round=round, enrolled=enrolled, **stratum),
        public_key=public_key,
        fingerprint=tickets.fingerprint(public_key),
        sealed_private_key=keys_for(PURPOSE).encrypt(private_key),
        enrolled=enrolled,
    )


def hide(round: Round, stratum: str = "B10-M") -> Blinded:
    """What the browser of a student sends, with what uncovers the answer."""
    context = tickets.context_for(round.key, stratum)
    return blind(tickets.public_key_of(signing_key()), tickets.prepare(context))
