"""What a student's sign-in costs in processor time, beside the simplest page of a student.

One process and no network: requests go through every middleware into the views and to a real
PostgreSQL. `make bench-sign-in` runs it.
"""

import statistics
import time

import pytest
from django.test import Client

from tests.factories.schools import PIN, ClassroomFactory, JoinCodeFactory, StudentFactory

pytestmark = pytest.mark.django_db
ROUNDS = 200
MOST_OF_THE_SIMPLEST_PAGE = 1.5
CODE = {"code": "7KTMW4XP"}
SEAT = {"number": 1, "pin": PIN}


@pytest.fixture
def visitors():
    """Browsers that typed nothing yet; what pages keep in memory is there."""
    classroom = ClassroomFactory()
    JoinCodeFactory(classroom=classroom)
    StudentFactory(classroom=classroom, number=1)
    for _ in range(5):
        join(Client())
    return [Client() for _ in range(ROUNDS)]


def join(client) -> Client:
    client.post("/ko/join/", CODE)
    client.post("/ko/join/seat/", SEAT)
    assert client.get("/ko/home/").status_code == 200
    return client


def cpu_ms(act, browsers) -> float:
    """Processor time of one request: the middle of many, so that no pause counts."""
    spent = []
    for browser in browsers:
        started = time.process_time()
        act(browser)
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


def test_sign_in_costs_at_most_half_as_much_again_as_the_simplest_page(visitors, capsys):
    code = cpu_ms(lambda browser: browser.post("/ko/join/", CODE), visitors)
    seat = cpu_ms(lambda browser: browser.post("/ko/join/seat/", SEAT), visitors)
    page = cpu_ms(lambda browser: browser.get("/ko/home/"), [visitors[-1]] * ROUNDS)
    with capsys.disabled():
        print(
            f"\nClass code {code:.2f} ms, number and PIN {seat:.2f} ms, "
            f"first page {page:.2f} ms: ratio {seat / page:.2f}"
        )
    assert seat <= MOST_OF_THE_SIMPLEST_PAGE * page
