"""Acts that ask again who is at the keyboard: exports, staff, rounds.

Guarded by address name, so that the floors that own the pages need not know how people sign in.
"""

import time

from allauth.account.authentication import get_authentication_records

# Seconds for which password, one-time code or passkey count, at sign-in or later.
FRESH_FOR = 10 * 60
PROOFS = ("password", "mfa")
GUARDED = frozenset(
    {
        "curriculum:questions-file",
        "curriculum:results-file",
        "reporting:export-decide",
        "reporting:export-file",
        "reporting:export-new",
        "reporting:instrument-approve",
        "reporting:release-approve",
        "reporting:release-withdraw",
        "reporting:step-ask",
        "reporting:step-confirm",
        "schools:staff-disable",
        "schools:staff-enable",
        "schools:staff-invite",
        "schools:staff-invite-again",
        "schools:staff-last-day",
        "schools:staff-role-end",
        "schools:staff-second-factor-reset",
    }
)


def is_owed(request) -> bool:
    """Whether this address wants a fresh proof and the session has none."""
    if request.resolver_match.view_name not in GUARDED:
        return False
    proofs = (
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("method") in PROOFS
    )
    return time.time() - max(proofs, default=0) > FRESH_FOR
