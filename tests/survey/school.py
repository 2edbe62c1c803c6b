"""A class that goes through the survey by script, with marks on everything that must not stay."""

import base64
import json
import random
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connections
from django.urls import reverse

from reporting import sealing, tickets
from tests.factories.survey import GivenRound, ticket_key
from tests.factories.tickets import Blinded, blind
from tests.fixtures_schools import client_of

SIZE, SEED = 30, 20261123
# What everybody's seat, ticket, address, browser and answers have in common, so that one search
# of a file finds any of them.
SEAT = "5ea7c0de-7731-4d11-a3c5-0000"
PREFIX = b"canary-prefix-773"
ADDRESS = "203.0.113."
AGENT = "canary-agent-7731"
ANSWER = b'"Q10":"yes"'
ALIASES = ("default", "survey")


@dataclass
class ScriptedClass:
    """Students, what their browsers hold, and who sent which answer: known to the test alone."""

    students: list
    chance: random.Random
    tickets: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    started_at: dict = field(default_factory=dict)

    def mark_start(self) -> None:
        """Remember where both write-ahead logs stand."""
        self.started_at = {
            alias: value(alias, "SELECT pg_current_wal_lsn()::text") for alias in ALIASES
        }

    def fetch_tickets(self, assignment) -> None:
        """Everybody fetches a ticket from the platform, in an order of their own."""
        url = reverse("curriculum:survey-ticket", args=[assignment.pk])
        for student in self.chance.sample(self.students, SIZE):
            hidden = hide_marked()
            body = {"blinded": base64.b64encode(hidden.message).decode(), "lost": False}
            reply = client_of(student).post(
                url, json.dumps(body), content_type="application/json", **who(student.number)
            )
            signed = base64.b64decode(reply.json()["signature"])
            self.tickets[student.pk] = hidden.finalize(signed)

    def send_answers(self, given: GivenRound, client) -> None:
        """Everybody sends an answer to the survey, in another order."""
        for student in self.chance.sample(self.students, SIZE):
            answer_id = secrets.token_bytes(16)
            ticket = self.tickets[student.pk]
            row = given.instrument.pack(given.instrument.make_row({"Q10": "yes"}, "M"))
            assert ANSWER in row
            sealed = sealing.seal(given.public_key, sealing.info_for(given.key, "B10-M"), row)
            body = {
                "round": given.key,
                "stratum": "B10-M",
                "ticket": base64.b64encode(ticket.prefix + ticket.signature).decode(),
                "id": answer_id.hex(),
                "sealed": base64.b64encode(sealed).decode(),
            }
            reply = client.post(
                "/send/", json.dumps(body), content_type="application/json", **who(student.number)
            )
            assert reply.json() == {"outcome": "stored"}
            self.answers[student.pk] = answer_id

    def files(self, alias: str) -> list[Path]:
        """Everything a service's database server holds: its tables and indexes, catalogues and
        statistics, its own log, and the write-ahead log since the start.

        Databases of other test runs on the same server, and the log from before, are left out.
        """
        _run(alias, "CHECKPOINT")
        home = Path(value(alias, "SHOW data_directory"))
        oid = value(alias, "SELECT oid FROM pg_database WHERE datname = current_database()")
        first = value(alias, "SELECT pg_walfile_name(%s)", self.started_at[alias])
        others = {path for path in (home / "base").iterdir() if path.name != str(oid)}
        every = (path for path in home.rglob("*") if path.is_file())
        ours = [path for path in every if not others & set(path.parents)]
        return [path for path in ours if path.parent.name != "pg_wal" or path.name >= first]

    def found(self, alias: str, needles: dict[str, bytes]) -> set[str]:
        """Names of the needles that stand in any of the files."""
        seen = set()
        for path in self.files(alias):
            data = path.read_bytes()
            seen |= {name for name, needle in needles.items() if needle in data}
        return seen


def value(alias: str, query: str, *given):
    """The one value a query gives."""
    with connections[alias].cursor() as cursor:
        cursor.execute(query, given or None)
        return cursor.fetchone()[0]


def rows(alias: str, query: str) -> list[tuple]:
    """What an administrator of the database reads."""
    with connections[alias].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _run(alias: str, command: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(command)


def hide_marked() -> Blinded:
    """A message of the middle schools' stratum whose ticket can be found again in any file."""
    marked = PREFIX + secrets.token_bytes(tickets.PREFIX_BYTES - len(PREFIX))
    prepared = tickets.prepare(tickets.context_for("2026-1", "B10-M"), marked)
    return blind(tickets.public_key_of(ticket_key("B10-M")), prepared)


def who(number: int) -> dict:
    """What a seat's browser tells of itself with every request."""
    address = f"{ADDRESS}{number}"
    headers = {
        "user-agent": AGENT,
        "x-forwarded-for": address,
        "referer": f"http://{AGENT}.example/classes/{number}/",
        "authorization": f"Bearer {AGENT}",
    }
    return {"REMOTE_ADDR": address, "headers": headers}
