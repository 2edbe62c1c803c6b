"""The rule of two: who wrote or asked for something is not who confirms it."""

from collections.abc import Iterable

from core.models import AuditEntry


class SamePerson(Exception):
    """Somebody tried to confirm what they wrote or asked for themselves."""


def refuse_same_person(entries: Iterable[int], by) -> None:
    """Let only somebody pass who stands in none of these audit lines.

    Args:
        entries: numbers of the lines that say who wrote or asked.
        by: who confirms.

    Raises:
        SamePerson: `by` is one of them, or nobody in particular.
    """
    lines = AuditEntry.objects.filter(pk__in=list(entries))
    if by is None or by.pk in lines.values_list("by", flat=True):
        raise SamePerson


def person_of(entry: int | None) -> str:
    """The name behind an audit line, as colleagues read it; empty for none."""
    line = AuditEntry.objects.select_related("by").filter(pk=entry).first() if entry else None
    return str(line.by or "") if line else ""
