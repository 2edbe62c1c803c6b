"""Many classes asking at the same time, each marked by a word that is nobody else's."""

import io
import random
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import openpyxl
from django.db import connections
from django.test import Client
from django.urls import reverse

from curriculum.models import Assignment
from tests.factories.curriculum import make_assignment, make_module
from tests.factories.schools import ClassroomFactory, SchoolFactory, StudentFactory, teacher_of
from tests.fixtures_schools import client_of, client_past_password

CANARY = re.compile(r"canary\d{4}")


@dataclass
class MarkedClass:
    """A class whose school and nicknames carry a canary.

    Attributes:
        number: of its only student; another one in each of up to ninety-nine classes.
        sessions: cookies of teacher and student, by role.
    """

    canary: str
    number: int
    assignment: Assignment
    sessions: dict[str, str]

    def client(self, role: str) -> Client:
        """A browser of its own, signed in; clients are not for several threads."""
        client = Client()
        client.cookies["session"] = self.sessions[role]
        return client


def make_marked_classes(count: int) -> list[MarkedClass]:
    """So many classes, each in a school of its own, all with the same module."""
    module = make_module()
    return [_marked_class(f"canary{each:04}", each % 99 + 1, module) for each in range(count)]


def _marked_class(canary: str, number: int, module) -> MarkedClass:
    classroom = ClassroomFactory(
        school=SchoolFactory(name_ko=canary, name_en=canary), has_nicknames=True
    )
    student = StudentFactory(classroom=classroom, number=number, nickname=canary)
    teacher = teacher_of(classroom)
    browsers = {"teacher": client_past_password(teacher), "student": client_of(student)}
    sessions = {role: browser.cookies["session"].value for role, browser in browsers.items()}
    assignment = make_assignment(classroom, module=module, by=teacher)
    return MarkedClass(canary, number, assignment, sessions)


def pages_of(marked: MarkedClass) -> list[tuple[str, str]]:
    """(role, address) of pages that name the class or its student."""
    assignment, classroom = marked.assignment.pk, marked.assignment.classroom_id
    chosen = f"?assignment={assignment}"
    return [
        ("teacher", reverse("curriculum:class-board", args=[classroom])),
        ("teacher", reverse("curriculum:class-board-live", args=[classroom]) + chosen),
        ("teacher", reverse("curriculum:projector-live", args=[classroom]) + chosen),
        ("teacher", reverse("curriculum:results", args=[assignment])),
        ("teacher", reverse("curriculum:results-file", args=[assignment, "csv"])),
        ("teacher", reverse("schools:join-sheet", args=[classroom])),
        ("student", reverse("curriculum:module", args=[assignment])),
        ("student", reverse("curriculum:home")),
    ]


def ask_all(jobs: list[Callable[[], None]], *, threads: int, seed: int) -> None:
    """Run the jobs in a random order over so many threads; the first failure is raised."""
    random.Random(seed).shuffle(jobs)

    def run(portion: list[Callable[[], None]]) -> None:
        try:
            for job in portion:
                job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, [jobs[start::threads] for start in range(threads)]))


def expect_only(marked: MarkedClass, role: str, address: str) -> Counter:
    """Ask for a page; no canary but the class's own may be in any byte of it."""
    response = marked.client(role).get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    found = Counter(CANARY.findall(response.content.decode("utf-8", "replace")))
    assert set(found) <= {marked.canary}, f"{address} of {marked.canary} shows {found}"
    return found


def mix(classes: list[MarkedClass], requests: int) -> None:
    """Teachers and students of all classes, interleaved over sixteen threads."""
    pages = [(marked, *page) for marked in classes for page in pages_of(marked)]
    jobs = [partial(expect_only, *pages[number % len(pages)]) for number in range(requests)]
    ask_all(jobs, threads=16, seed=42)


def print_all(classes: list[MarkedClass]) -> None:
    """Open the results of all classes at once, as each is printed; each shows its own class."""
    found = {}

    def print_job(marked: MarkedClass) -> None:
        address = reverse("curriculum:results", args=[marked.assignment.pk])
        found[marked.canary] = expect_only(marked, "teacher", address)

    ask_all([partial(print_job, marked) for marked in classes], threads=8, seed=40)
    assert len(found) == len(classes)
    assert all(counts[canary] for canary, counts in found.items())


def _cells_of(response) -> str:
    """Every cell of every sheet of a workbook, and what the sheets are called."""
    workbook = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = (row for sheet in workbook for row in sheet.iter_rows(values_only=True))
    return "\n".join([*workbook.sheetnames, *(str(cell) for row in rows for cell in row)])


def export_all(classes: list[MarkedClass], *, times: int) -> None:
    """Fetch the results of all classes as files, over and over; each gets its own class's."""

    def export_job(marked: MarkedClass, file_type: str) -> None:
        address = reverse("curriculum:results-file", args=[marked.assignment.pk, file_type])
        response = marked.client("teacher").get(address)
        assert marked.assignment.pk.hex[:8] in response["Content-Disposition"]
        if file_type == "xlsx":
            said = _cells_of(response)
            assert set(CANARY.findall(said)) == {marked.canary}, f"{address} says {said}"
        else:  # names no school: only the numbers of its students tell it apart
            rows = response.content.decode("utf-8-sig").splitlines()[1:]
            assert [row.split(",")[0] for row in rows] == [str(marked.number)]
        other = classes[(classes.index(marked) + 1) % len(classes)]
        assert other.client("teacher").get(address).status_code == 404

    kinds = ("csv", "xlsx") * times
    jobs = [partial(export_job, marked, kind) for marked in classes for kind in kinds]
    ask_all(jobs, threads=8, seed=41)
