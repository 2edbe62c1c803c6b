"""What one browser got wrong lately, kept in a signed cookie of its own.

The cookie carries two counts and when they began: no id, nothing about a person. That the browser
holds it makes it no weaker than a count on the server under a cookie: whoever could send an older
one again (a replay) could as well throw it away, and is then a new device either way. It slows
hands at a tablet; what stops a program is the throttle of the seat and of the code.
"""

from django.conf import settings
from django.utils import timezone

from schools.throttles import FAILURES_OF_A_DEVICE, UNKNOWN_CODES_OF_A_DEVICE, Count

SALT = "schools.devices"
# Longer than either window, so that nothing is forgotten early.
LIFE_SECONDS = FAILURES_OF_A_DEVICE.seconds + UNKNOWN_CODES_OF_A_DEVICE.seconds


class Device:
    """The failed tries of the browser that sent a request."""

    def __init__(self, failures: Count, unknown_codes: Count):
        self.failures = failures
        self.unknown_codes = unknown_codes

    @classmethod
    def of(cls, request) -> "Device":
        """Read the cookie; a forged, expired or missing one makes a device without failures."""
        told = request.get_signed_cookie(
            settings.DEVICE_COOKIE_NAME, default="0-0-0-0", salt=SALT, max_age=LIFE_SECONDS
        )
        failed, failed_since, unknown, unknown_since = map(int, told.split("-"))
        return cls(Count(failed, failed_since), Count(unknown, unknown_since))

    def seconds_before_a_pin(self) -> int:
        """Seconds until a number and PIN are looked at again; 0 for now."""
        return self.failures.seconds_to_wait(FAILURES_OF_A_DEVICE, _now())

    def seconds_before_a_code(self) -> int:
        """Seconds until a class code is looked up again; 0 for now."""
        return self.unknown_codes.seconds_to_wait(UNKNOWN_CODES_OF_A_DEVICE, _now())

    def note_wrong_pin(self) -> None:
        """Count a number and PIN that do not belong together."""
        self.failures = self.failures.add(FAILURES_OF_A_DEVICE, _now())

    def note_unknown_code(self) -> None:
        """Count a code that opens nothing."""
        self.unknown_codes = self.unknown_codes.add(UNKNOWN_CODES_OF_A_DEVICE, _now())

    def remember(self, response) -> None:
        """Let the browser keep the counts."""
        failures, codes = self.failures, self.unknown_codes
        response.set_signed_cookie(
            settings.DEVICE_COOKIE_NAME,
            f"{failures.tries}-{failures.since}-{codes.tries}-{codes.since}",
            salt=SALT,
            max_age=LIFE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _now() -> int:
    return int(timezone.now().timestamp())
