"""What a digest of the audit trail is made of: arithmetic, told apart from the database's own.

The trigger of migration 0003 computes the same in SQL when a row is inserted; this one checks it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

# The first word of everything that is hashed: a later form of the row gets another.
FORM_OF_ENTRIES = "audit-entry-1"
FORM_OF_HEADS = "audit-heads-1"
NOTHING_BEFORE = bytes(32)


@dataclass(frozen=True)
class Link:
    """The content of one entry.

    Attributes:
        at: aware moment, exact to the microsecond as PostgreSQL keeps it.
        by: key of the member of staff.
        from_address: PostgreSQL's own text of the address, mask included.
    """

    place: str
    number: int
    id: int
    at: datetime
    by: int | None
    from_address: str | None
    action: str
    target: str
    result: str
    reason: str

    def digest_after(self, previous: bytes) -> bytes:
        """The 32 bytes this entry must carry when it follows the one with digest `previous`."""
        parts = [
            *(FORM_OF_ENTRIES, previous.hex(), self.place, self.number, self.id),
            self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            *(self.by, self.from_address, self.action, self.target, self.result, self.reason),
        ]
        return sha256(netstrings(parts)).digest()


def digest_of_heads(heads: Iterable[tuple[str, int, bytes]]) -> bytes:
    """One digest for every chain: what a monthly review signs.

    Args:
        heads: (place, number, digest) of each chain; any order.
    """
    total = sha256(netstrings([FORM_OF_HEADS]))
    for place, number, digest in sorted(heads):
        total.update(netstrings([place, number, digest.hex()]))
    return total.digest()


def netstrings(parts: Iterable[str | int | None]) -> bytes:
    """Parts with their lengths before them, so that no two lists read the same; None is "-"."""
    encoded = (None if part is None else str(part).encode() for part in parts)
    return b"".join(b"-," if part is None else b"%d:%s," % (len(part), part) for part in encoded)
