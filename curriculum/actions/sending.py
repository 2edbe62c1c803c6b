"""Sending what waits for the xAPI store: in batches, again after failures, each statement once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from curriculum.exchange.xapi_store import StatementsRefused, Store, StoreUnavailable
from curriculum.models import XapiStatement

BATCH = 50
# As long as a batch may take that is sent one by one; after that another sender may have it.
CLAIM = timedelta(minutes=20)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
# About two days.
TRIES = 14


@dataclass
class Sent:
    """What a run did.

    Attributes:
        trouble: why it stopped early; empty when it did not.
    """

    sent: int = 0
    set_aside: int = 0
    trouble: str = ""


def send_statements(*, store: Store) -> Sent:
    """Send what is due until nothing is, or until the store cannot be reached.

    Two runs at once share the work. A run that is cut off has told nobody that a statement went:
    it goes again, under the same id, which the store takes once.
    """
    done = Sent()
    while batch := _claim():
        try:
            _send_together(store, batch, done)
        except StoreUnavailable as failure:
            done.trouble = str(failure)
            _wait([each.pk for each in batch])
            break
    return done


def retry_set_aside() -> int:
    """Let statements that were set aside be sent again; gives how many."""
    return XapiStatement.objects.set_aside().update(
        set_aside_at=None, set_aside_because="", tries=0, send_after=timezone.now()
    )


@transaction.atomic
def _claim() -> list[XapiStatement]:
    batch = list(
        XapiStatement.objects.due().order_by("made_at").select_for_update(skip_locked=True)[:BATCH]
    )
    XapiStatement.objects.filter(pk__in=[each.pk for each in batch]).update(
        send_after=timezone.now() + CLAIM
    )
    return batch


def _send_together(store: Store, batch: list[XapiStatement], done: Sent) -> None:
    try:
        store.send([each.body for each in batch])
    except StatementsRefused as refusal:
        if len(batch) > 1:
            _send_apart(store, batch, done)
        else:
            _note_refusal(batch[0], refusal, done)
    else:
        _gone(batch, done)


def _send_apart(store: Store, batch: list[XapiStatement], done: Sent) -> None:
    """One of them spoils the rest: find it."""
    for statement in batch:
        _send_together(store, [statement], done)


def _gone(batch: list[XapiStatement], done: Sent) -> None:
    XapiStatement.objects.filter(pk__in=[each.pk for each in batch]).delete()
    done.sent += len(batch)


def _note_refusal(statement: XapiStatement, refusal: StatementsRefused, done: Sent) -> None:
    if refusal.is_known:
        _gone([statement], done)
    elif refusal.is_final or statement.tries + 1 >= TRIES:
        XapiStatement.objects.filter(pk=statement.pk).update(
            set_aside_at=timezone.now(), set_aside_because=str(refusal), tries=F("tries") + 1
        )
        done.set_aside += 1
    else:
        _wait([statement.pk])


def _wait(ids: Collection[UUID]) -> None:
    """Twice as long after each failure."""
    now = timezone.now()
    for statement in XapiStatement.objects.waiting().filter(pk__in=ids):
        pause = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(statement.tries, 9))
        statement.tries += 1
        statement.send_after = now + pause
        statement.save(update_fields=["tries", "send_after"])
