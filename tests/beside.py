"""Two acts at once, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor, wait

from django.db import connection


class Beside:
    """An act in a thread with a connection of its own; keeps what it raised."""

    def __init__(self, act):
        thread = ThreadPoolExecutor(max_workers=1)
        self._outcome = thread.submit(self._run, act)
        thread.shutdown(wait=False)

    def _run(self, act):
        try:
            return act()
        finally:
            connection.close()

    @property
    def failure(self) -> BaseException | None:
        """What the act raised, once it has ended."""
        return self._outcome.exception(timeout=0)

    def is_waiting(self) -> bool:
        """Whether it has not ended after a moment."""
        wait([self._outcome], timeout=0.4)
        return not self._outcome.done()

    def ends(self) -> bool:
        """Whether it ends within ten seconds."""
        wait([self._outcome], timeout=10)
        return self._outcome.done()
