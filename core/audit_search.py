"""What the audit page is asked for, and how its pages follow each other."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from core.audit_acts import REFUSED_PAGE
from core.audit_months import Month
from core.models import AuditEntry

ROWS_ON_A_PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def account_mark(email: str) -> str:
    """What stands in the trail for an address somebody typed at the door; not the address."""
    digest = salted_hmac("core.audit.account", email.strip().lower(), algorithm="sha256")
    return f"account {digest.hexdigest()[:32]}"


def find_entries(
    *,
    month: Month | None = None,
    person: str = "",
    action: str = "",
    place: str = "",
    result: str = "",
) -> QuerySet[AuditEntry]:
    """Entries that fit everything asked for; nothing asked for means all.

    Args:
        person: e-mail of a member of staff: what they did, and tries to sign in under it.
        action: an act's dotted name, or the beginning that all refused pages share.
        place: NEIS code.
        result: "done" or "refused".
    """
    entries = AuditEntry.objects.of_month(month) if month else AuditEntry.objects.all()
    if person:
        entries = entries.filter(_involves(person))
    if action == REFUSED_PAGE:
        entries = entries.filter(action__startswith=action)
    elif action:
        entries = entries.filter(action=action)
    exact = {"place": place, "result": result}
    return entries.filter(**{name: value for name, value in exact.items() if value})


def _involves(email: str) -> Q:
    users = get_user_model()
    person = users.objects.filter(**{f"{users.USERNAME_FIELD}__iexact": email})
    return Q(by__in=person) | Q(target=account_mark(email))


@dataclass(frozen=True)
class Page:
    """A page of the trail.

    Attributes:
        entries: at most ROWS_ON_A_PAGE, the newest first.
        older: what the next page is asked for with; empty on the last one.
    """

    entries: list[AuditEntry]
    older: str


def read_page(entries: QuerySet[AuditEntry], before: str = "") -> Page:
    """A page of these entries, found by where the last one ended: no page is dearer than another.

    Args:
        before: `older` of the page before; anything else is the first page.
    """
    rows = list(entries.newest_first(before=_read_mark(before))[: ROWS_ON_A_PAGE + 1])
    shown = rows[:ROWS_ON_A_PAGE]
    return Page(shown, _mark(shown[-1]) if len(rows) > len(shown) else "")


def _mark(entry: AuditEntry) -> str:
    return f"{(entry.at - EPOCH) // MICROSECOND}-{entry.pk}"


def _read_mark(text: str) -> tuple[datetime, int] | None:
    try:
        microseconds, key = (int(part) for part in text.split("-"))
        return EPOCH + microseconds * MICROSECOND, key
    except (ValueError, OverflowError):
        return None
