"""A thousand students answer ten questions each on the running product, two cores for everything.

`make bench-quizzes` runs it and prints the figures. The client runs beside the server and the
database, so its own work is part of what is measured.
"""

import asyncio
import json
import random
import statistics
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from tests.factories.question_kinds import uuid_of
from tests.load.school_at_the_bell import Tablet, Tally

CLASSES, SIZE = 26, 40
QUESTIONS = [f"load-{number}" for number in range(1, 11)]
P95 = 0.3
TOKEN = "k" * 32


class Student:
    """One student's browser; remembers every answer the server said it holds."""

    def __init__(self, origin: str, tally: Tally, occasion: str, session: str):
        self.tablet, self.occasion = Tablet(origin, tally), occasion
        self.tablet.cookies = {"session": session, "csrf": TOKEN}
        self.tablet.token = TOKEN
        self.tally, self.attempt = tally, ""
        self.ledger: dict[UUID, tuple[int, UUID]] = {}

    async def begin(self) -> None:
        """Start the quiz and open the page with its questions."""
        answer = await self.tablet.ask(f"/ko/quizzes/{self.occasion}/start/", {})
        address = answer.headers.get("location", "")
        if not self._is_well(answer.status == 302 and "/attempts/" in address, "start", answer):
            return
        self.attempt = address.split("/attempts/")[1].split("/")[0]
        self._is_well((await self.tablet.ask(address)).status == 200, "page", answer)

    async def answer(self, name: str, letter: str, rev: int) -> None:
        """Save an answer as the page's script does."""
        item, chosen = uuid_of(name), uuid_of(name + letter)
        values = {"item": str(item), "chosen": [str(chosen)], "client_rev": rev}
        answer = await self.tablet.send(f"/ko/attempts/{self.attempt}/answers/", values)
        if self._is_well(answer.status == 200, "save", answer):
            self.ledger[item] = json.loads(answer.body)["saved_rev"], chosen

    async def hand_in(self) -> None:
        """Hand in; the answer leads to the result."""
        answer = await self.tablet.ask(f"/ko/attempts/{self.attempt}/submit/", {})
        address = answer.headers.get("location", "")
        self._is_well(address.endswith(f"/{self.attempt}/result/"), "submit", answer)

    def _is_well(self, is_well: bool, what: str, answer) -> bool:
        if not is_well:
            self.tally.problems.append(f"{what}: {answer.status} {answer.body[:200]}")
        return is_well


@pytest.fixture(scope="module")
def school(demo):
    """Occasion and session keys of each class."""
    program = f"from tests.load.quiz_school import main; main({CLASSES}, {SIZE})"
    return json.loads(demo.manage("platform", "shell", "-c", program).splitlines()[-1])


def students_of(origin: str, tally: Tally, classes: list[dict]) -> list[Student]:
    return [
        Student(origin, tally, told["occasion"], session)
        for told in classes
        for session in told["sessions"]
    ]


def run(students: list[Student], work: Callable[[Student], Awaitable[None]]) -> None:
    """Let all of them do it at the same time."""

    async def everybody():
        await asyncio.gather(*[work(student) for student in students])
        for student in students:
            student.tablet.hang_up()
            student.tablet.line = None

    asyncio.run(everybody())


def stored(demo, students: list[Student]) -> dict[str, dict[UUID, tuple[int, UUID]]]:
    """What the database holds, by attempt and question."""
    rows = demo.rows(
        "platform",
        """SELECT attempt_id::text, item.key, client_rev, chosen[1] FROM quizzes_answer
            JOIN quizzes_item AS item ON item.id = item_id WHERE attempt_id = ANY (%s::uuid[])""",
        [student.attempt for student in students],
    )
    found: dict[str, dict] = {}
    for attempt, item, rev, chosen in rows:
        found.setdefault(attempt, {})[item] = rev, chosen
    return found


def results(demo, students: list[Student]) -> list[tuple]:
    """Attempts and points of the students' occasions."""
    return demo.rows(
        "platform",
        """SELECT id::text, state, points::int FROM quizzes_attempt
            WHERE occasion = ANY (%s::uuid[])""",
        list({student.occasion for student in students}),
    )


def figures(seconds: list[float]) -> str:
    p50, p95 = (statistics.quantiles(seconds, n=100)[place] for place in (49, 94))
    longest = max(seconds) * 1000
    return f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, longest {longest:.0f} ms"


def test_a_class_of_forty_hands_in_within_the_same_second(demo, school, capsys):
    students = students_of(demo.platform, Tally(), school[:1])

    async def answer_all(student):
        await student.begin()
        for rev, name in enumerate(QUESTIONS, start=1):
            await student.answer(name, "a", rev)

    run(students, answer_all)
    tally = Tally()
    for student in students:
        student.tally = student.tablet.tally = tally
    run(students, Student.hand_in)
    with capsys.disabled():
        print(f"\n{len(students)} hand in at once: {figures(tally.seconds)}")
    assert tally.problems == []
    expected = sorted((student.attempt, "submitted", 10) for student in students)
    assert sorted(results(demo, students)) == expected


def test_a_thousand_students_lose_no_answer_and_wait_less_than_300_ms(
    demo, school, capsys, pytestconfig
):
    minutes = pytestconfig.getoption("quiz_minutes")
    tally, chance = Tally(), random.Random(5)
    students = students_of(demo.platform, tally, school[1:])

    async def take_the_quiz(student):
        pause = minutes * 60 / (len(QUESTIONS) + 1)
        await asyncio.sleep(chance.uniform(0, pause))
        await student.begin()
        for rev, name in enumerate(QUESTIONS, start=1):
            await asyncio.sleep(chance.uniform(0.5, 1.5) * pause * 0.9)
            await student.answer(name, chance.choice("abc"), rev)
        await student.hand_in()

    run(students, take_the_quiz)
    with capsys.disabled():
        print(
            f"\n{len(students)} students, 10 answers each over {minutes:g} minutes,"
            f" {len(tally.seconds)} requests: {figures(tally.seconds)}"
        )
    assert tally.problems == []
    assert stored(demo, students) == {student.attempt: student.ledger for student in students}
    right = {student.attempt: _points(student) for student in students}
    assert sorted(results(demo, students)) == sorted(
        (attempt, "submitted", points) for attempt, points in right.items()
    )
    assert statistics.quantiles(tally.seconds, n=100)[94] < P95


def _points(student: Student) -> int:
    right = {uuid_of(name): uuid_of(f"{name}a") for name in QUESTIONS}
    return sum(chosen == right[item] for item, (_, chosen) in student.ledger.items())
