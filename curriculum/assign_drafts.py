"""Assign forms on their way, kept in the teacher's session: a switch of language loses nothing.

The pages answer a POST, which a language link cannot repeat; the link names the draft instead.
"""

from collections.abc import MutableMapping
from uuid import UUID

from django.http import QueryDict

DRAFTS = "assign_drafts"
# A teacher with two tabs open; older ones are forgotten.
MOST_DRAFTS = 3
NEVER_KEPT = ("csrfmiddlewaretoken", "confirmed", "has_read_notice", "checked_version")


def keep_draft(session: MutableMapping, key: UUID, data: QueryDict) -> None:
    """Keep what a form says under its key."""
    drafts = {k: v for k, v in session.get(DRAFTS, {}).items() if k != str(key)}
    while len(drafts) >= MOST_DRAFTS:
        del drafts[next(iter(drafts))]
    kept = data.copy()
    for name in NEVER_KEPT:
        kept.pop(name, None)
    kept["key"] = str(key)
    # A new mapping, because a session does not notice what changes inside one.
    session[DRAFTS] = {**drafts, str(key): kept.urlencode()}


def find_draft(session: MutableMapping, key: str | None) -> QueryDict | None:
    """What was kept under a key, or None."""
    kept = session.get(DRAFTS, {}).get(key or "")
    return None if kept is None else QueryDict(kept)


def drop_draft(session: MutableMapping, key: UUID) -> None:
    """Forget a form that has been sent."""
    drafts = session.get(DRAFTS, {})
    if str(key) in drafts:
        session[DRAFTS] = {k: v for k, v in drafts.items() if k != str(key)}
