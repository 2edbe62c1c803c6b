"""Sessions that end when nobody is there any more: students after 30 minutes, staff after 15.

The end stands in the session's own row, on the server: an idle session is simply not found. It is
moved on at most once a minute, so that most requests write nothing. The cookie may live longer;
without its row it opens nothing.
"""

import re
from datetime import UTC, datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from core.prepared_queries import PreparedQuery
from schools.idle import IDLE_SECONDS_OF_STAFF, IDLE_SECONDS_OF_STUDENTS

# Under this key a session names its student; schools/sign_in.py begins and ends such sessions.
STUDENT_KEY = "student_id"
KEY_LENGTH = 32
KEY = re.compile(f"[{VALID_KEY_CHARS}]{{{KEY_LENGTH}}}")
SESSION = PreparedQuery(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list(
        "session_data", "expire_date"
    ),
    "stand-in",
    datetime.min.replace(tzinfo=UTC),
)
# How old the written end may be before it is written again.
REFRESH_AFTER_SECONDS = 60
# The same for a board that asks four times a minute.
REFRESH_POLLS_AFTER_SECONDS = 4 * 60


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with an idle end for whoever is signed in."""

    _ends_at = None

    def load(self):
        """As Django does, and remember when the session ends."""
        row = SESSION.first(self.session_key, timezone.now())
        if row is None:
            self._session_key = None
            return {}
        data, self._ends_at = row
        return self.decode(data)

    def _validate_session_key(self, key):
        # A cookie can hold characters that the database refuses.
        return is_session_key(key)

    def _get_new_session_key(self):
        # Django asks first whether 160 random bits are taken; the primary key refuses it anyway.
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)

    def create_model_instance(self, data):
        """The row to store; its end is near for whoever is signed in."""
        row = super().create_model_instance(data)
        if seconds := _idle_seconds(data):
            row.expire_date = timezone.now() + timedelta(seconds=seconds)
        return row

    def seconds_left(self) -> int:
        """Seconds until it ends if nobody does anything; 0 for a session that is not stored."""
        if self._ends_at is None:
            return 0
        return max(0, int((self._ends_at - timezone.now()).total_seconds()))

    def note_activity(self) -> None:
        """Move the idle end on, unless that was done within the last minute."""
        seconds = _idle_seconds(self._get_session())
        if not seconds or self._ends_at is None:
            return
        ends_at = timezone.now() + timedelta(seconds=seconds)
        if ends_at - self._ends_at > timedelta(seconds=REFRESH_AFTER_SECONDS):
            self.model.objects.filter(session_key=self.session_key).update(expire_date=ends_at)
            self._ends_at = ends_at


def is_session_key(text: str | None) -> bool:
    """Whether it could be the key of a session; what else a cookie holds is looked up nowhere."""
    return bool(text and KEY.fullmatch(text))


def keep_awake(session_key: str, ends_at: datetime) -> None:
    """Move the idle end of a teacher's session on while a board asks for news in a lesson.

    Args:
        ends_at: its end as just read; nothing is written within four minutes of the last time.
    """
    if is_falling_asleep(ends_at):
        later = timezone.now() + timedelta(seconds=IDLE_SECONDS_OF_STAFF)
        # Not one that was ended in the meantime: an update makes no row.
        Session.objects.filter(session_key=session_key).update(expire_date=later)


def is_falling_asleep(ends_at: datetime) -> bool:
    """Whether it is time to move on the end of a session that only a board keeps awake."""
    left = timedelta(seconds=IDLE_SECONDS_OF_STAFF - REFRESH_POLLS_AFTER_SECONDS)
    return ends_at - timezone.now() < left


def _idle_seconds(data) -> int:
    """How long this session may lie unused; 0 when nobody is signed in."""
    if data.get(STUDENT_KEY):
        return IDLE_SECONDS_OF_STUDENTS
    return IDLE_SECONDS_OF_STAFF if data.get(SESSION_KEY) else 0
