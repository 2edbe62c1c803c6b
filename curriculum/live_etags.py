"""ETags of pages that ask for news by themselves: what is unchanged is answered without a session.

An ETag carries what the page was made from, until when that can stay so, and a seal over both,
the address and the browser's session cookie. Who shows such an ETag saw the page with that cookie
at most `TRUSTED_FOR` ago, and learns nothing but "unchanged". After that the long way is gone
once: it asks the session, the role and the class anew, and moves the idle end on.
"""

import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from curriculum.fingerprints import BOARD_FINGERPRINT, SIGNAL_FINGERPRINT

TRUSTED_FOR = timedelta(minutes=4)
# A page that never changes by itself is looked at anew after a day, which is as good.
LONGEST = timedelta(days=1)
BOARDS = re.compile(r"^/(?:ko|en)/classes/([0-9a-f-]{36})/(?:projector/)?live/$")
SIGNALS = re.compile(r"^/(?:ko|en)/modules/([0-9a-f-]{36})/signal/$")
ETAG = re.compile(r'^(?:W/)?"([0-9a-f]{32})\.([0-9a-f]+)\.([0-9a-f]+)\.([0-9a-f]{32})"$')


@dataclass(frozen=True)
class LiveEtag:
    """What an ETag says.

    Attributes:
        changes_at: until when the page looks the same if nobody does anything, in seconds.
        trusted_until: until when the seal stands for the session, in seconds.
    """

    fingerprint: str
    changes_at: int
    trusted_until: int
    seal: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "LiveEtag | None":
        """The one a request shows; None where it shows none of ours."""
        found = ETAG.match(request.headers.get("If-None-Match", ""))
        if found is None:
            return None
        return cls(found[1], int(found[2], 16), int(found[3], 16), found[4])

    def text_for(self, request: HttpRequest) -> str:
        """As a header, sealed for this browser and address."""
        return f'"{self._body()}.{self._seal_for(request)}"'

    def is_trusted(self, request: HttpRequest) -> bool:
        """Whether it was given to this browser for this address a moment ago."""
        is_fresh = time.time() < min(self.changes_at, self.trusted_until)
        return is_fresh and constant_time_compare(self.seal, self._seal_for(request))

    def _body(self) -> str:
        return f"{self.fingerprint}.{self.changes_at:x}.{self.trusted_until:x}"

    def _seal_for(self, request: HttpRequest) -> str:
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        told = f"{cookie}|{request.get_full_path()}|{self._body()}"
        return salted_hmac("curriculum.live_etags", told).hexdigest()[:32]


def new_etag(fingerprint: str, changes_at: datetime | None) -> LiveEtag:
    """The ETag of a page that was made now; `changes_at` is None where nothing is to come."""
    now = timezone.now()
    changes_at = min(changes_at or now + LONGEST, now + LONGEST)
    return LiveEtag(fingerprint, int(changes_at.timestamp()), _trusted_until(now))


def still_unchanged(request: HttpRequest, fingerprint: str) -> HttpResponse | None:
    """The 304 of somebody whose rights were just looked at; None where the page must be made."""
    shown = LiveEtag.of(request)
    if shown is None or shown.fingerprint != fingerprint or time.time() >= shown.changes_at:
        return None
    renewed = LiveEtag(fingerprint, shown.changes_at, _trusted_until(timezone.now()))
    return HttpResponseNotModified(headers={"ETag": renewed.text_for(request)})


def _trusted_until(now: datetime) -> int:
    return int((now + TRUSTED_FOR).timestamp())


class UnchangedMiddleware:
    """Answer 304 in one statement, before session, user and role are read; see above."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        shown = LiveEtag.of(request) if request.method == "GET" else None
        if shown and shown.is_trusted(request) and _fingerprint_now(request) == shown.fingerprint:
            return HttpResponseNotModified(headers={"ETag": shown.text_for(request)})
        return self.get_response(request)


def _fingerprint_now(request: HttpRequest) -> str | None:
    if found := SIGNALS.match(request.path_info):
        row = SIGNAL_FINGERPRINT.first(UUID(found[1]))
    elif (found := BOARDS.match(request.path_info)) and "assignment" in request.GET:
        assignment = UUID(request.GET["assignment"])
        row = BOARD_FINGERPRINT.first(assignment, UUID(found[1]), timezone.localdate())
    else:
        return None
    return row[0] if row else None
