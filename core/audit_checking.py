"""Recomputes the chains of the audit trail and says where one does not hold.

It sees an entry that was changed, removed, slipped in or cut off the end. What it cannot see
alone, a database owner who rewrites a chain together with its head, the signed reviews show; and
who rewrites those too has the digests on the signed sheets of paper against them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, Min, OuterRef, TextField
from django.db.models.functions import Cast

from core.audit_chain import NOTHING_BEFORE, Link, digest_of_heads
from core.audit_months import Month
from core.models import AuditEntry, AuditHead, AuditReview

CONTENT = (
    "place",
    "number",
    "id",
    "at",
    "by_id",
    "address",
    "action",
    "target",
    "result",
    "reason",
)
ROWS_AT_A_TIME = 5000


@dataclass(frozen=True)
class Break:
    """One thing that does not hold.

    Attributes:
        place: NEIS code; empty for the country.
        number: position in the place's chain where it begins.
        what: one clause of English for the operator.
    """

    place: str
    number: int
    what: str

    def __str__(self):
        return f"{self.place or 'the country'}, entry {self.number}: {self.what}"


def find_breaks() -> tuple[int, int, list[Break]]:
    """Read the whole trail once; entries written meanwhile are checked too and disturb nothing.

    Returns:
        How many entries were read, of how many places, and what does not hold: the first break
        of each place, what stands outside the chains, then what the reviews show.
    """
    heads = {head.place: head for head in AuditHead.objects.all()}
    places, entries, breaks = len(heads), 0, []
    for place, rows in groupby(_rows(), key=lambda row: row[0].place):
        seen, found = _walk(rows, heads.pop(place, None))
        entries += seen
        breaks += [Break(place, *found)] if found else []
    breaks += [
        Break(place, 1, f"all {head.number} entries are gone") for place, head in heads.items()
    ]
    outside = AuditEntry.objects.outside_chains(AuditHead.objects.all())
    breaks += [Break(*found, "stands outside the chain") for found in _first_of_each(outside)]
    for review in AuditReview.objects.order_by("month"):
        breaks += _breaks_of(review)
    return entries, places, breaks


def _rows() -> Iterator[tuple[Link, bytes, bytes]]:
    rows = (
        AuditEntry.objects.order_by("place", "number")
        .annotate(address=Cast("from_address", TextField()))
        .values_list(*CONTENT, "previous_digest", "digest")
    )
    for *content, previous, digest in rows.iterator(chunk_size=ROWS_AT_A_TIME):
        yield Link(*content), bytes(previous), bytes(digest)


def _walk(rows, head: AuditHead | None) -> tuple[int, tuple[int, str] | None]:
    """How many entries a place has, and (number, what) of the first that does not hold."""
    before, seen, found = NOTHING_BEFORE, 0, None
    for seen, (link, previous, digest) in enumerate(rows, start=1):
        if found is None and link.number != seen:
            found = seen, "was removed"
        if found is None and (previous, digest) != (before, link.digest_after(before)):
            found = seen, "was changed"
        if found is None and head and head.number == seen and bytes(head.digest) != digest:
            found = seen, "is not the one the chain ended with"
        before = digest
    if found is None and head and seen < head.number:
        found = seen + 1, f"cut off, the chain had {head.number} entries"
    return seen, found


def _breaks_of(review: AuditReview) -> list[Break]:
    """What changed in the part of the trail that was there when the review was signed."""
    heads = [(head.place, head.number, bytes(head.digest)) for head in review.heads.all()]
    if digest_of_heads(heads) != bytes(review.digest):
        return [Break("", 0, f"the review of {review} does not fit its own digest")]
    same_entry = AuditEntry.objects.filter(
        place=OuterRef("place"), number=OuterRef("number"), digest=OuterRef("digest")
    )
    rewritten = review.heads.filter(~Exists(same_entry)).values_list("place", "number")
    dated_back = AuditEntry.objects.of_month(Month(review.month)).outside_chains(review.heads)
    return [
        Break(place, number, f"is not the one signed with the review of {review}")
        for place, number in rewritten
    ] + [
        Break(*found, f"was dated back into {review}, which was signed without it")
        for found in _first_of_each(dated_back)
    ]


def _first_of_each(entries) -> Iterator[tuple[str, int]]:
    """(place, number) of the first of these entries in each place."""
    firsts = entries.order_by("place").values("place").annotate(first=Min("number"))
    return firsts.values_list("place", "first")
