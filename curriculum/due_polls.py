"""Polls that are due within a second are looked up together with the first of them.

Pages that wait for news ask every 15 seconds, so it is known who will ask next. The first poll of
a second asks for itself and for all that are due in it, in one statement; these find what they
want waiting. Looking a hundred up together costs little more than a few one by one. What waits is
kept in this process for that one second, and handed to nobody but the one it was read for; who
asked is kept until half a minute after they came last.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any

# As the pages ask: templates/curriculum/parts/board_live_frame.html, static/js/class-signal.js.
EVERY_SECONDS = 15
# What is read ahead is never handed out when older; pages say that they would take it.
OLDEST_SECONDS = 1
# A page that did not come for this long has been closed.
LOST_AFTER_SECONDS = 2 * EVERY_SECONDS
MOST_AT_ONCE = 200
# Little of a second is left of what took longer to read.
SLOW_SECONDS = OLDEST_SECONDS / 2


class DuePolls:
    """Who asked when, and what waits for whom.

    Args:
        read: answers several questions at once, in their order.
        clock: seconds, rising.
    """

    def __init__(
        self,
        read: Callable[[Sequence[Hashable]], Sequence[Any]],
        clock: Callable[[], float] = time.monotonic,
    ):
        self._read, self._clock = read, clock
        self._lock = Lock()
        # Oldest first.
        self._asked_at: OrderedDict[Hashable, float] = OrderedDict()
        self._waiting: dict[Hashable, Any] = {}
        self._read_at = -float(OLDEST_SECONDS)
        self._alone_until = self._read_at

    def expect(self, question: Hashable) -> None:
        """It was asked now by somebody who may: it will be asked again."""
        with self._lock:
            now = self._clock()
            self._forget(now - LOST_AFTER_SECONDS)
            self._asked_at[question] = now
            self._asked_at.move_to_end(question)

    def take_waiting(self, question: Hashable) -> Any | None:
        """Its answer, if one waits that is no older than a second."""
        with self._lock:
            found = self._waiting.pop(question, None)
            return found if self._is_fresh(self._clock()) else None

    def answer(self, question: Hashable) -> Any | None:
        """Its answer of this moment; those who are due will find theirs waiting."""
        with self._lock:
            now = self._clock()
            is_alone = self._is_fresh(now) or now < self._alone_until
            due = [] if is_alone else self._due(question, now)
            if due:
                self._read_at, self._waiting = now, {}
        answer, *others = self._read([question, *due])
        if due:
            self._keep(dict(zip(due, others, strict=True)), read_at=now)
        return answer

    def _keep(self, answers: dict[Hashable, Any], *, read_at: float) -> None:
        with self._lock:
            now = self._clock()
            if now - read_at > SLOW_SECONDS:
                # What comes back too old is asked once more: twice the work for a full database.
                self._alone_until = now + EVERY_SECONDS
            # A slow statement may have been overtaken by the next one.
            if self._read_at == read_at:
                self._waiting = answers

    def _is_fresh(self, now: float) -> bool:
        return now - self._read_at < OLDEST_SECONDS

    def _due(self, question: Hashable, now: float) -> list[Hashable]:
        """Whoever else will ask before what is read now is too old."""
        self._forget(now - LOST_AFTER_SECONDS)
        due: list[Hashable] = []
        for each, asked_at in self._asked_at.items():
            if asked_at + EVERY_SECONDS >= now + OLDEST_SECONDS or len(due) == MOST_AT_ONCE:
                break
            if asked_at + EVERY_SECONDS >= now and each != question:
                due.append(each)
        return due

    def _forget(self, until: float) -> None:
        while self._asked_at and next(iter(self._asked_at.values())) < until:
            self._asked_at.popitem(last=False)
