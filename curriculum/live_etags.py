"""ETags of pages that ask for news by themselves: what they saw, and on what ground.

An ETag carries the fingerprint of what the page was made from, until when that can stay so, as
whom it was read, and a seal. The seal covers all of it, the page, the session and the reader's
standing, which the browser never sees: it holds as long as the long way in would let the same
browser in again, and not a moment longer.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from curriculum.fingerprints import Ground

# A page that never changes by itself is looked at anew after a day, which is as good.
LONGEST = timedelta(days=1)
KEY = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
BOARDS = re.compile(rf"/(ko|en)/classes/({KEY})/(projector/)?live/")
CHOSEN = re.compile(rf"assignment=({KEY})")
SIGNALS = re.compile(rf"/(ko|en)/modules/({KEY})/signal/")
ETAG = re.compile(r'(?:W/)?"([0-9a-f]{32})\.([0-9a-f]{1,9})\.([0-9a-f]{32})\.([0-9a-f]{64})"')


@dataclass(frozen=True)
class Poll:
    """A page's question whether there is news.

    Attributes:
        page: "board", "projector" or "signal".
        classroom: whose board it is; None for a student's signal.
    """

    page: str
    language: str
    assignment: UUID
    classroom: UUID | None = None

    @classmethod
    def at(cls, path: str, query: str) -> "Poll | None":
        """The one that asks at this address; None for every other address."""
        if (found := SIGNALS.fullmatch(path)) and not query:
            return cls("signal", found[1], UUID(found[2]))
        board = BOARDS.fullmatch(path)
        chosen = board and CHOSEN.fullmatch(query)
        if not chosen:
            return None
        page = "projector" if board[3] else "board"
        return cls(page, board[1], UUID(chosen[1]), UUID(board[2]))

    @property
    def address(self) -> str:
        """Where a board asks for its changing part."""
        names = {"board": "curriculum:class-board-live", "projector": "curriculum:projector-live"}
        return f"{reverse(names[self.page], args=[self.classroom])}?assignment={self.assignment}"


@dataclass(frozen=True)
class LiveEtag:
    """What an ETag says.

    Attributes:
        changes_at: until when the page looks the same if nobody does anything, in seconds.
        reader: as whom it was read.
    """

    fingerprint: str
    changes_at: int
    reader: UUID
    seal: str = ""

    @classmethod
    def from_text(cls, text: str) -> "LiveEtag | None":
        """The one a request shows; None where it shows none of ours."""
        found = ETAG.fullmatch(text)
        return found and cls(found[1], int(found[2], 16), UUID(found[3]), found[4])

    def __str__(self):
        return f'"{self._body}.{self.seal}"'

    def is_sealed_for(self, poll: Poll, ground: Ground, session_key: str) -> bool:
        """Whether it was given to this session for this page, and the reader stands as then."""
        return constant_time_compare(self.seal, self._seal(poll, ground, session_key))

    def is_unchanged(self, ground: Ground) -> bool:
        """Whether the page would look as it does."""
        now = timezone.now().timestamp()
        return self.fingerprint == ground.fingerprint and now < self.changes_at

    def sealed(self, poll: Poll, ground: Ground, session_key: str) -> "LiveEtag":
        """The same with its seal."""
        return replace(self, seal=self._seal(poll, ground, session_key))

    @property
    def _body(self) -> str:
        return f"{self.fingerprint}.{self.changes_at:x}.{self.reader.hex}"

    def _seal(self, poll: Poll, ground: Ground, session_key: str) -> str:
        told = f"{session_key}|{poll}|{ground.standing}|{self._body}"
        return salted_hmac("curriculum.live_etags", told, algorithm="sha256").hexdigest()


def etag_of(
    poll: Poll, ground: Ground, changes_at: datetime | None, *, session_key: str, reader: UUID
) -> str:
    """The ETag of a page that was made now; `changes_at` is None where nothing is to come."""
    latest = timezone.now() + LONGEST
    seconds = int(min(changes_at or latest, latest).timestamp())
    etag = LiveEtag(ground.fingerprint, seconds, reader)
    return str(etag.sealed(poll, ground, session_key))
