"""Verbs of the furniture."""

from core.models import AuditEntry


def record_act(*, action: str, target: str, result: str = "done", reason: str = "", by=None):
    """Write one line of the audit trail; call it in the transaction of the act itself.

    Args:
        action: dotted name, e.g. "reporting.close_round".
        target: what was acted on, as its public key or address; never an answer.
        result: "done" or "refused".
        reason: why, where the act asks for a reason.
        by: the signed-in staff member, or None for an operator's command.
    """
    return AuditEntry.objects.create(
        action=action, target=target, result=result, reason=reason, by=by
    )
