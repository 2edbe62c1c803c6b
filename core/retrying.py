"""Doing a transaction once more when the database gave it up for another one's sake (T-52).

PostgreSQL ends a transaction that waits in a circle with others (40P01), or that cannot be put
into a row with them (40001). Nothing of it was stored and nothing was wrong with it.
"""

import random
import time
from functools import wraps

from django.db import OperationalError, connection

# SQLSTATEs of https://www.postgresql.org/docs/current/errcodes-appendix.html, class 40.
GIVEN_UP = {"40001", "40P01"}
# Seconds before each further try; up to twice as long, so that two do not meet again.
PAUSES = (0.02, 0.05, 0.15)
CHANCE = random.SystemRandom()


class StillBusy(Exception):
    """The database gave the transaction up each time. Nothing was stored; later it will work."""


def retried(action):
    """Decorate an action: up to three more tries when its transaction was given up.

    It belongs around the outermost transaction. Inside another one nothing can be tried again,
    because that one is lost as a whole; the action is then called as it is. An action that
    succeeds costs no statement more.

    Raises:
        StillBusy: given up at every try.
    """

    @wraps(action)
    def tried(*args, **kwargs):
        if connection.in_atomic_block:
            return action(*args, **kwargs)
        for pause in (*PAUSES, None):
            try:
                return action(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", None) not in GIVEN_UP:
                    raise
                if pause is None:
                    raise StillBusy from error
            time.sleep(pause * CHANCE.uniform(1, 2))

    return tried
