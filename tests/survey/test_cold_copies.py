"""T-62: the survey's whole database server is copied twice, stopped, one class apart."""

import base64
import random
import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client

from reporting import sealing, tickets
from reporting.collector import actions
from reporting.collector.models import Answer, Code, Spent, Tally
from reporting.raw_rsa import load_signer
from tests.collector.conftest import given_round, survey_settings
from tests.factories.survey import GivenRound, ticket_key
from tests.survey.chance import CHANCE, chance_of, hits
from tests.survey.data_files import PAGE, changed_pages, contents, rows_in, without
from tests.survey.own_server import TABLES, connect_to, own_server, stop
from tests.survey.school import ADDRESS, AGENT, ANSWER, PREFIX, SEED, SIZE, hide_marked, rows, who

__all__ = ["given_round", "survey_settings"]
# Half of the class comes with a ticket, half with a code drawn from the box.
WITH_TICKET = SIZE // 2
# PostgreSQL's own bookkeeping: settings, catalogue, caches, which transactions ended, statistics.
OWN = re.compile(r"global/|pg_xact/|pg_stat/|pg_wal/|base/\d+/(pg_internal\.init|\d+)|log$")
LOG_LINE = re.compile(rb"\S+ \S+ \S+ \[\d+\] LOG:  .*")
LONG_WORD = re.compile(rb"[ -~\xea-\xed]{20,}")


@dataclass(frozen=True)
class Theft:
    """Both copies, and what only the class itself knows.

    Attributes:
        before, after: bytes of every file by path.
        tables: path of each table's and index's file by name.
        known: every id, mark and ciphertext that was stored.
        sent: answer ids by the number of the student.
        codes: those drawn for the round.
    """

    before: dict[str, bytes]
    after: dict[str, bytes]
    tables: dict[str, str]
    known: list[bytes]
    sent: dict[int, bytes]
    codes: list[str]

    def changed(self) -> set[str]:
        return {path for path, data in self.after.items() if self.before.get(path) != data}


@pytest.fixture(scope="module")
def stolen() -> list[Theft]:
    return []


@pytest.fixture
def theft(stolen, request) -> Theft:
    """Made by the first test that asks for it: all others only look at it too."""
    if not stolen:
        stolen.append(request.getfixturevalue("new_theft"))
    return stolen[0]


@pytest.fixture
def new_theft(tmp_path, django_db_setup, django_db_blocker, given_round) -> Theft:
    with own_server(django_db_blocker) as (server, home):
        actions.load_codes(given_round.draw_codes(SIZE))
        before = copy_of(server, home, tmp_path / "first")
        sent = let_a_class_answer(given_round)
        known = [bytes(value) for one in Answer.objects.all() for value in (one.id, one.ciphertext)]
        known += [bytes(mark.pk) for mark in Spent.objects.all()]
        after = copy_of(server, home, tmp_path / "second")
        tables = dict(rows("survey", "SELECT relname, pg_relation_filepath(oid) FROM pg_class"))
    codes = [code for drawn in given_round.codes.values() for code in drawn]
    return Theft(before, after, tables, known, sent, codes)


def copy_of(server, home: Path, copy: Path) -> dict[str, bytes]:
    """Stop the server, copy its folder, let it go on."""
    connections["survey"].close()
    stop(server, home)
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns(".s.PGSQL*"))
    server.ensure_postgres_running()
    connect_to(home)
    return contents(copy)


def let_a_class_answer(given: GivenRound) -> dict[int, bytes]:
    """Thirty students send in an order of their own; somebody tries a used and a false message."""
    chance, sent = random.Random(SEED), {}
    client = Client()
    client.cookies["session"] = AGENT
    for number in chance.sample(range(1, SIZE + 1), SIZE):
        message = envelope(given) | payment(given, number)
        for text in ("stored", "stored"):
            reply = client.post("/send/", message, content_type="application/json", **who(number))
            assert reply.json() == {"outcome": text}
        sent[number] = bytes.fromhex(message["id"])
        again = envelope(given) | {**message, "id": secrets.token_hex(16)}
        for refused in (again, {**again, "words": AGENT}):
            client.post("/send/", refused, content_type="application/json", **who(number))
    return sent


def envelope(given: GivenRound) -> dict:
    row = given.instrument.pack(given.instrument.make_row({"Q10": "yes"}, "M"))
    assert ANSWER in row
    sealed = sealing.seal(given.public_key, sealing.info_for(given.key, "B10-M"), row)
    return {
        "round": given.key,
        "stratum": "B10-M",
        "id": secrets.token_hex(16),
        "sealed": base64.b64encode(sealed).decode(),
    }


def payment(given: GivenRound, number: int) -> dict:
    if number > WITH_TICKET:
        return {"code": given.codes["B10-M"][number - 1]}
    hidden = hide_marked()
    signed = tickets.blind_sign(load_signer(ticket_key("B10-M")), hidden.message)
    ticket = hidden.finalize(signed)
    return {"ticket": base64.b64encode(ticket.prefix + ticket.signature).decode()}


def test_t62_two_cold_copies_differ_in_ciphertext_alone(theft):
    names = {path: name for name, path in theft.tables.items() if path}
    ours = {model._meta.db_table for model in TABLES}
    for path in theft.changed():
        table = names.get(path.removesuffix("_fsm").removesuffix("_vm"), "")
        assert table.startswith(tuple(ours)) or OWN.match(path), path
    grown = [name for name in names.values() if name.startswith("collector_")]
    changed = {names.get(path) for path in theft.changed()}
    assert {"collector_answer", "collector_spent", "collector_tally"} <= changed & set(grown)


def test_t62_no_byte_of_the_second_copy_is_of_the_class(theft):
    codes = [code.encode() for code in theft.codes]
    marked = [PREFIX, PREFIX.hex().encode(), base64.b64encode(PREFIX[:15])]
    needles = [ADDRESS.encode(), AGENT.encode(), ANSWER, *marked, *codes]
    for path, data in theft.after.items():
        assert [needle for needle in needles if needle in data] == [], path
    # The search finds what is there.
    assert all(any(one in data for data in theft.after.values()) for one in theft.known)


def test_t62_rows_are_ids_marks_ciphertexts_and_nothing_else(theft):
    told = [b"2026-1", b"B10-M"]
    for model, least in ((Answer, SIZE), (Spent, SIZE), (Tally, 1)):
        there = rows_in(theft.after[theft.tables[model._meta.db_table]])
        assert len(there) >= least
        # Lengths, padding and the running count: too little for a time, a number or a place.
        assert max(len(without(row, theft.known + told)) for row in there) <= 14
    told += [b"B10-E", b"B10-H"]
    left = rows_in(theft.after[theft.tables[Code._meta.db_table]])
    assert all(len(without(row, told)) <= 32 + 4 for row in left)


def test_t62_whatever_else_changed_holds_no_words(theft):
    for path in theft.changed() - {"log"}:
        before = theft.before.get(path, b"")
        fresh = without(changed_pages(before, theft.after[path]), theft.known)
        # A page of flags is the same sign over and over.
        words = {word for word in LONG_WORD.findall(fresh) if len(set(word)) > 3}
        told = {word for word in words if word not in before}
        assert not told, path
    log = theft.after["log"][len(theft.before["log"]) :].splitlines()
    assert log and all(LOG_LINE.fullmatch(line) for line in log)


def test_t62_order_on_the_disk_is_nobodys_place_in_the_class(theft):
    """Rows lie in the order in which they came; the list of the class has another one."""
    table = rows_in(theft.after[theft.tables["collector_answer"]])
    on_disk = [next(id_ for id_ in theft.sent.values() if id_ in row) for row in table]
    guess = dict(zip(range(1, SIZE + 1), on_disk, strict=True))
    assert chance_of(hits(guess, list(theft.sent.items()))) > CHANCE


def test_t62_after_the_daily_count_no_log_holds_an_answer_or_a_moment(
    django_db_setup, django_db_blocker, given_round
):
    with own_server(django_db_blocker) as (_, home):
        actions.load_codes(given_round.draw_codes(SIZE))
        let_a_class_answer(given_round)
        sealed = [bytes(one.ciphertext) for one in Answer.objects.all()]
        marks = [bytes(mark.pk) for mark in Spent.objects.all()]
        assert found_in_log(home, sealed + marks) == 2 * SIZE
        call_command("count_participation", given_round.key)
        assert found_in_log(home, sealed + marks) == 0
        (last,) = [path for path in (home / "pg_wal").iterdir() if path.is_file()]
        assert not any(byte for byte in last.read_bytes()[PAGE:])


def found_in_log(home: Path, needles: list[bytes]) -> int:
    """How many stand in the server's write-ahead log; one over the end of a page may hide."""
    log = b"".join(path.read_bytes() for path in (home / "pg_wal").iterdir() if path.is_file())
    return sum(needle[:16] in log for needle in needles)
