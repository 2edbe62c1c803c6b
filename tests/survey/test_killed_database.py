"""T-63: the survey's database server is killed; what it acknowledged is there when it is back."""

import secrets
import signal
from contextlib import suppress

import psutil
import pytest
from django.db import connections

from reporting import sealing
from reporting.collector import actions
from reporting.collector.envelopes import TicketEnvelope
from reporting.collector.models import Answer, Tally
from tests.collector.conftest import given_round, survey_settings
from tests.survey.own_server import own_server, postmaster_of

__all__ = ["given_round", "survey_settings"]
SENT = 5


@pytest.fixture
def server(django_db_setup, django_db_blocker):
    """A server that may be killed: its handle and its folder."""
    with own_server(django_db_blocker) as handle_and_folder:
        yield handle_and_folder


def envelope(given) -> TicketEnvelope:
    row = given.instrument.pack(given.instrument.make_row({}, "M"))
    sealed = sealing.seal(given.public_key, sealing.info_for(given.key, "B10-M"), row)
    return TicketEnvelope(given.key, "B10-M", given.sign_ticket(), secrets.token_bytes(16), sealed)


def kill(data_dir) -> None:
    """What a power cut does: postmaster and all its processes are gone at once."""
    postmaster = psutil.Process(postmaster_of(data_dir))
    ended = [*postmaster.children(recursive=True), postmaster]
    for process in ended:
        # A worker of the server may have ended by itself meanwhile.
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    psutil.wait_procs(ended, timeout=10)


def test_t63_acknowledged_answers_survive_a_killed_server(server, given_round):
    handle, data_dir = server
    actions.load_codes(given_round.draw_codes())
    sent = [envelope(given_round) for _ in range(SENT)]
    for one in sent:
        actions.store_ticket_answer(one)
    kill(data_dir)
    connections["survey"].close()
    handle.ensure_postgres_running()
    stored = {bytes(row.pk): bytes(row.ciphertext) for row in Answer.objects.all()}
    assert stored == {one.answer_id: one.sealed for one in sent}
    again = TicketEnvelope(
        given_round.key, "B10-M", sent[0].ticket, secrets.token_bytes(16), sent[0].sealed
    )
    with pytest.raises(actions.TicketSpent):
        actions.store_ticket_answer(again)
    assert Tally.objects.get().accepted == SENT
