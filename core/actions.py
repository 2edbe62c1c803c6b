"""Verbs of the furniture."""

from core.models import AuditEntry


def record_act(
    *, action: str, target: str, place: str = "", result: str = "done", reason: str = "", by=None
) -> AuditEntry:
    """Write one line of the audit trail; call it in the transaction of the act itself.

    Args:
        action: dotted name, e.g. "reporting.close_round".
        target: what was acted on, as its public key or address; never an answer.
        place: NEIS code of the office or school it happened in; empty for the country.
        result: "done" or "refused".
        reason: why, where the act asks for a reason.
        by: the signed-in staff member, or None for an operator's command.
    """
    return AuditEntry.objects.create(
        action=action, target=target, place=place, result=result, reason=reason, by=by
    )
