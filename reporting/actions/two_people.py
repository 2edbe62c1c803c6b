"""The rule of two: who wrote or asked for something is not who confirms it.

It looks at the person, never at roles: somebody who holds every role, or rules the whole site, is
still one person. The trail it reads cannot be changed (core.frozen), and no account is deleted
while a line names it.
"""

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
        SamePerson: `by` is one of them, or nobody in particular, or a line is not there.
    """
    asked = set(entries)
    people = dict(AuditEntry.objects.filter(pk__in=asked).values_list("pk", "by"))
    if by is None or by.pk in people.values() or people.keys() != asked:
        raise SamePerson


def person_of(entry: int | None) -> str:
    """The name behind an audit line, as colleagues read it; empty for none."""
    line = AuditEntry.objects.select_related("by").filter(pk=entry).first() if entry else None
    return str(line.by or "") if line else ""
