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


class RawPoll(NamedTuple):
    """A poll as it came: all that its answer depends on, not yet looked into."""

    path: str
    query: str
    cookies: str
    etag: str

    @classmethod
    def of(cls, environ: dict) -> "RawPoll | None":
        """The one a request is; None where it shows no ETag."""
        etag = environ.get("HTTP_IF_NONE_MATCH")
        if not etag or environ["REQUEST_METHOD"] != "GET":
            return None
        told = environ.get("QUERY_STRING", ""), environ.get("HTTP_COOKIE", "")
        return cls(environ.get("PATH_INFO", ""), *told, etag)

    def as_question(self) -> "Question | None":
        """What it asks and for whom; None where it is no poll of ours."""
        shown, poll = LiveEtag.from_text(self.etag), Poll.at(self.path, self.query)
        session_key = parse_cookie(self.cookies).get(settings.SESSION_COOKIE_NAME)
        return Question(poll, session_key, shown) if shown and poll and session_key else None


class Question(NamedTuple):
    """What a live page stands on now, for the reader and the session of its ETag."""

    poll: Poll
    session_key: str
    shown: LiveEtag


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


def read_known(polls: Sequence[RawPoll]) -> list[KnownPoll | None]:
    """Each poll with its ground, all boards or all signals; None where its ETag is not good.

    One statement, however many they are.
    """
    questions = [poll.as_question() for poll in polls]
    grounds = iter(_read_grounds([question for question in questions if question]))
    return [question and _known(question, next(grounds)) for question in questions]


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


def _read_grounds(questions: Sequence[Question]) -> list[Ground | None]:
    if not questions:
        return []
    prepared, conditions = _asked([(*asks, shown.reader) for *asks, shown in questions])
    # One by one is the commonest, and its plan the shorter one.
    one = len(conditions) == 1
    rows = [prepared.first(*conditions[0])] if one else prepared.first_of_each(conditions)
    return [row and Ground.from_text(row[0]) for row in rows]


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
