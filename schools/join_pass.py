"""What a browser carries from the first page of the door to the second: code and way on.

A signed cookie and not a session: a school that comes in within seconds would otherwise write
and read a row for each student that nobody needs a minute later. Signed, so that only a code that
was open when it was typed gets to the form for number and PIN.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

SALT = "schools.join_pass"
# A code is open for a lesson and the break before it.
LIFE_SECONDS = 60 * 60


@dataclass(frozen=True)
class JoinPass:
    """A code that was open a moment ago, and the path to go on to; both may be empty."""

    code: str = ""
    next_path: str = ""

    @classmethod
    def of(cls, request) -> "JoinPass":
        """Read the cookie; a forged, old or missing one is empty."""
        told = request.COOKIES.get(settings.JOIN_COOKIE_NAME, "")
        try:
            code, next_path = signing.loads(told, salt=SALT, max_age=LIFE_SECONDS)
        except signing.BadSignature:
            return cls()
        return cls(code, next_path)

    def give(self, response) -> None:
        """Let the browser carry it."""
        response.set_cookie(
            settings.JOIN_COOKIE_NAME,
            signing.dumps([self.code, self.next_path], salt=SALT),
            max_age=LIFE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    @staticmethod
    def take_back(response) -> None:
        """The browser is through the door."""
        response.delete_cookie(settings.JOIN_COOKIE_NAME, samesite="Lax")
