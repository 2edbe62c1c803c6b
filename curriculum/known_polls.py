"""Polls of pages that were let in before: who asks, for which page, and if that still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, parse_cookie
from django.utils import timezone

from core.prepared_queries import PreparedQuery
from curriculum.fingerprints import BOARD_GROUND, SIGNAL_GROUND, Ground
from curriculum.live_etags import LiveEtag, Poll, etag_of
from schools.sessions import is_session_key


class Question(NamedTuple):
    """What a live page stands on now, for the reader and the session of its ETag."""

    poll: Poll
    session_key: str
    shown: LiveEtag

    @classmethod
    def of(cls, environ: dict) -> "Question | None":
        """The one a request asks; None where it is no poll of ours. Nothing is looked up.

        It holds nothing else of the request: whoever adds cookies asks the same question.
        """
        etag = environ.get("HTTP_IF_NONE_MATCH")
        if not etag or environ["REQUEST_METHOD"] != "GET":
            return None
        poll = Poll.at(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
        shown = poll and LiveEtag.from_text(etag)
        if not shown:
            return None
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        session_key = cookies.get(settings.SESSION_COOKIE_NAME)
        return cls(poll, session_key, shown) if is_session_key(session_key) else None


@dataclass(frozen=True)
class KnownPoll:
    """A poll whose ETag is good: the long way in would let the same browser in again.

    Attributes:
        ground: what the page stands on now.
    """

    question: Question
    ground: Ground

    @property
    def has_no_news(self) -> bool:
        """Whether the page would look as it does."""
        return self.question.shown.is_unchanged(self.ground)

    @property
    def is_of_lesson(self) -> bool:
        """Whether it is a board while a lesson is on; that must not end its teacher's session."""
        return self.question.poll.classroom is not None and self.ground.has_open_code

    def etag(self, changes_at: datetime | None) -> str:
        """The ETag of the page as it was made anew now; see `etag_of`."""
        poll, session_key, shown = self.question
        reader = {"session_key": session_key, "reader": shown.reader}
        return etag_of(poll, self.ground, changes_at, **reader)


def read_known(questions: Sequence[Question]) -> list[KnownPoll | None]:
    """Each question with its ground; None where its ETag is not good.

    One statement, however many they are.

    Args:
        questions: all of boards and projectors, or all of students' signals.
    """
    prepared, conditions = _asked([(*asks, shown.reader) for *asks, shown in questions])
    # One by one is the commonest, and its plan the shorter one.
    one = len(conditions) == 1
    rows = [prepared.first(*conditions[0])] if one else prepared.first_of_each(conditions)
    grounds = [row and Ground.from_text(row[0]) for row in rows]
    return [_known(*each) for each in zip(questions, grounds, strict=True)]


def read_ground(request: HttpRequest, poll: Poll, reader: UUID) -> Ground | None:
    """What a page that is made the long way stands on; None where its session has just ended.

    One statement.

    Args:
        reader: `User.key` for a board, the student's id for a signal.
    """
    prepared, conditions = _asked([(poll, session_key_of(request), reader)])
    row = prepared.first(*conditions[0])
    return row and Ground.from_text(row[0])


def session_key_of(request: HttpRequest) -> str:
    """The key of the session a browser says it has; "" without one. Nothing is looked up."""
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def _known(question: Question, ground: Ground | None) -> KnownPoll | None:
    poll, session_key, shown = question
    if ground is None or not shown.is_sealed_for(poll, ground, session_key):
        return None
    return KnownPoll(question, ground)


def _asked(asked: Sequence[tuple[Poll, str, UUID]]) -> tuple[PreparedQuery, list[tuple]]:
    now, today = timezone.now(), timezone.localdate()
    if asked[0][0].classroom:
        return BOARD_GROUND, [
            (poll.assignment, poll.classroom, today, session_key, reader, now)
            for poll, session_key, reader in asked
        ]
    return SIGNAL_GROUND, [
        (poll.assignment, reader, today, session_key, now) for poll, session_key, reader in asked
    ]
