"""Verbs of the furniture: the audit trail is kept, what was scheduled is published."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.addresses import address_of_this_act
from core.audit_chain import digest_of_heads
from core.audit_checking import find_breaks
from core.audit_months import Month
from core.models import AuditCheck, AuditEntry, AuditHead, AuditReview, SignedHead
from core.publish_gate import PublicationRefused

# However hard somebody knocks, the trail does not fill the disk.
SAME_REFUSAL_AGAIN_AFTER = timedelta(minutes=1)
REFUSALS_A_MINUTE = 300


class MonthNotOver(Exception):
    """The month can still get acts, so its review cannot be signed off."""


class SignedAlready(Exception):
    """The month's review was signed off before."""


def record_act(
    *, action: str, target: str, place: str = "", result: str = "done", reason: str = "", by=None
) -> AuditEntry:
    """Write one line of the audit trail; call it last in the transaction of the act itself.

    Last, because other acts in the same place wait from here on until the transaction ends: each
    entry carries the digest of the one before.

    Args:
        action: dotted name, e.g. "reporting.close_round".
        target: what was acted on, as its public key or address; never an answer.
        place: NEIS code of the office or school it happened in; empty for the country.
        result: "done" or "refused".
        reason: why, where the act asks for a reason.
        by: the signed-in staff member, or None for an operator's command. Only with somebody
            here is the address kept that the request came from.
    """
    return AuditEntry.objects.create(
        action=action,
        target=target,
        place=place,
        result=result,
        reason=reason,
        by=by,
        from_address=address_of_this_act() if by else None,
    )


def record_acts(
    *, action: str, targets: Iterable[tuple[str, str]], reason: str = "", by=None
) -> None:
    """Write a line for each of many things acted on at once; one statement, see `record_act`.

    Args:
        targets: pairs of (target, place).
    """
    from_address = address_of_this_act() if by else None
    # In the order of places: two acts on the same places must not wait for each other.
    in_order = sorted(targets, key=lambda pair: pair[1])
    AuditEntry.objects.bulk_create(
        AuditEntry(
            action=action,
            target=target,
            place=place,
            reason=reason,
            by=by,
            from_address=from_address,
        )
        for target, place in in_order
    )


@transaction.atomic(durable=True)
def record_refusal(*, action: str, target: str, place: str = "", reason: str = "", by=None) -> bool:
    """Write down a refused try, committed whatever becomes of the request.

    The same refusal of the same person is written once a minute, and no more than
    REFUSALS_A_MINUTE of all people together.

    Args:
        by: the member of staff who was refused; None for somebody who could not sign in.

    Returns:
        Whether a line was written.

    Raises:
        RuntimeError: called inside a transaction, which might take the line back.
    """
    since = timezone.now() - SAME_REFUSAL_AGAIN_AFTER
    recent = AuditEntry.objects.refused().filter(at__gte=since)
    known = list(recent.values_list("action", "target", "by")[:REFUSALS_A_MINUTE])
    if len(known) == REFUSALS_A_MINUTE or (action, target, by.pk if by else None) in known:
        return False
    AuditEntry.objects.create(
        action=action,
        target=target,
        place=place,
        reason=reason,
        by=by,
        result=AuditEntry.Result.REFUSED,
        from_address=address_of_this_act(),
    )
    return True


def check_audit() -> AuditCheck:
    """Recompute every chain, compare it with its head and with the signed reviews, and note it.

    Returns:
        The note; `found` on it lists what does not hold, as core.audit_checking.Break.
    """
    entries, places, breaks = find_breaks()
    check = AuditCheck.objects.create(
        entries=entries,
        places=places,
        breaks=len(breaks),
        first_break=str(breaks[0])[:300] if breaks else "",
    )
    check.found = breaks
    return check


@transaction.atomic
def sign_month(*, month: Month, note: str, by) -> AuditReview:
    """Sign off the review of a month that is over, together with every chain as it is now.

    Raises:
        MonthNotOver: it is still running, or has not begun.
        SignedAlready: somebody signed it before.
    """
    if timezone.now() < month.end:
        raise MonthNotOver(str(month))
    heads = [(head.place, head.number, bytes(head.digest)) for head in AuditHead.objects.all()]
    review = AuditReview(
        month=month.first,
        signed_by=by,
        note=note,
        entries=sum(number for _, number, _ in heads),
        digest=digest_of_heads(heads),
    )
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError as taken:
        raise SignedAlready(str(month)) from taken
    SignedHead.objects.bulk_create(
        [SignedHead(review=review, place=p, number=n, digest=d) for p, n, d in heads],
        batch_size=2000,
    )
    record_act(
        action="core.sign_month", target=f"{month} sha256:{review.digest.hex()}", reason=note, by=by
    )
    return review


def publish_due_revision(*, revision) -> None:
    """Put a scheduled revision live; a refused one loses its time, so that it is asked once.

    Raises:
        PublicationRefused: it stays a draft; the page's history says that its schedule ended.
    """
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except PublicationRefused:
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        raise
