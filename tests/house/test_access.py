"""Every address and what each kind of person gets there; a new address without a row fails.

Roles, in the order of the columns: nobody, the student of the class, a student of another class,
its teacher, another teacher, the analyst, an editor.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from quizzes.actions import start_attempt
from tests.factories.curriculum import latest_edition, make_assignment, step_of
from tests.factories.reporting import tabulated_round
from tests.factories.schools import ClassroomFactory, StudentFactory, staff_as, teacher_of
from tests.fixtures_schools import client_of, client_past_second_factor

ROLES = ("nobody", "student", "stranger", "teacher", "colleague", "analyst", "editor")
OK, GONE, FORM = 200, 404, 405
JOIN, LOGIN, ON = "to the class code", "to staff sign-in", "elsewhere"
EVERYBODY = (OK,) * 7
OF_THE_STUDENT = (JOIN, OK, GONE, JOIN, JOIN, JOIN, JOIN)
OF_THE_TEACHER = (LOGIN, LOGIN, LOGIN, OK, GONE, GONE, GONE)
OF_THE_ANALYST = (LOGIN, LOGIN, LOGIN, GONE, GONE, OK, GONE)
OF_ANY_STAFF = (LOGIN, LOGIN, LOGIN, OK, OK, OK, OK)

TABLE = {
    "healthz": EVERYBODY,
    "root": (ON,) * 7,
    "join-by-qr": (JOIN,) * 7,
    "schools:front": (OK, ON, ON, ON, ON, ON, ON),
    "schools:join": EVERYBODY,
    "schools:join-seat": (JOIN, JOIN, JOIN, JOIN, JOIN, JOIN, JOIN),
    "schools:student-sign-out": (FORM,) * 7,
    "schools:signed-out": EVERYBODY,
    "schools:taken-over": EVERYBODY,
    "schools:staff-home": (LOGIN, LOGIN, LOGIN, ON, ON, ON, ON),
    "schools:class-code": (FORM,) * 7,
    "schools:pin-cards": OF_THE_TEACHER,
    "schools:student-unlock": (FORM,) * 7,
    "helplines:help": EVERYBODY,
    "helplines:leave": EVERYBODY,
    "helplines:neutral": EVERYBODY,
    "curriculum:home": (JOIN, OK, OK, JOIN, JOIN, JOIN, JOIN),
    "curriculum:module": OF_THE_STUDENT,
    "curriculum:lesson-step": OF_THE_STUDENT,
    "curriculum:survey-door": OF_THE_STUDENT,
    "curriculum:class-list": (LOGIN, LOGIN, LOGIN, OK, OK, GONE, GONE),
    "curriculum:class-board": OF_THE_TEACHER,
    "curriculum:class-board-live": OF_THE_TEACHER,
    "curriculum:projector": OF_THE_TEACHER,
    "curriculum:projector-live": OF_THE_TEACHER,
    "curriculum:assign": OF_THE_TEACHER,
    "curriculum:assign-check": (LOGIN, LOGIN, LOGIN, ON, GONE, GONE, GONE),
    "curriculum:assignment-end": OF_THE_TEACHER,
    "curriculum:results": OF_THE_TEACHER,
    "curriculum:results-file": OF_THE_TEACHER,
    "quizzes:start": OF_THE_STUDENT,
    "quizzes:question": OF_THE_STUDENT,
    "quizzes:save": (FORM,) * 7,
    "quizzes:check": OF_THE_STUDENT,
    "quizzes:submit": (JOIN, ON, GONE, JOIN, JOIN, JOIN, JOIN),
    "quizzes:result": (JOIN, ON, GONE, JOIN, JOIN, JOIN, JOIN),
    "reporting:round-list": OF_THE_ANALYST,
    "reporting:round": OF_THE_ANALYST,
    "reporting:round-close": (LOGIN, LOGIN, LOGIN, GONE, GONE, ON, GONE),
    "reporting:codebook": OF_THE_ANALYST,
    "reporting:codebook-download": OF_THE_ANALYST,
    "reporting:table": OF_THE_ANALYST,
    "reporting:table-download": OF_THE_ANALYST,
    "account_logout": (ON, ON, ON, OK, OK, OK, OK),
    "account_login": (OK, OK, OK, ON, ON, ON, ON),
    "account_change_password": OF_ANY_STAFF,
    "mfa_index": OF_ANY_STAFF,
    "usersessions_list": OF_ANY_STAFF,
}
# Routes of packages with a guard of their own, tried as a whole in tests/house/test_doors.py,
# tests/schools and tests/lessons.
PACKAGES = re.compile(
    r"^(cms/|documents/|ko/read/|ko/accounts/(inactive|signup|reauthenticate|confirm|login/code|2fa"
    r"|email|password)|ko/accounts/\(email)"
)


def routes(resolver, prefix="", namespace=""):
    """(name, route) of every address below a resolver."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or route), route
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, route, inner)


@pytest.fixture
def world(classroom, student, teacher, analyst):
    """A class at work, another class, a published round, and a browser for each role."""
    assignment = make_assignment(
        classroom, by=teacher, closes_at=timezone.now() + timedelta(days=1)
    )
    lesson, quiz = step_of(assignment, "lesson"), step_of(assignment, "quiz")
    occasion = assignment.occasions.get(step=quiz)
    attempt = start_attempt(student=student, occasion=occasion.pk, edition=latest_edition())
    round = tabulated_round(counts={("B10", "M"): {"yes": 12, "no": 300}})
    values = {
        "classroom_id": classroom.pk,
        "assignment_id": assignment.pk,
        "step_key": lesson.key,
        "occasion": occasion.pk,
        "attempt_id": attempt.pk,
        "number": 1,
        "file_type": "csv",
        "key": round.key,
        "kind": "victimisation",
    }
    return values, browsers(student, teacher, analyst)


def browsers(student, teacher, analyst) -> dict[str, Client]:
    """A signed-in browser for every role."""
    elsewhere = ClassroomFactory()
    found = {
        "nobody": Client(),
        "student": client_of(student),
        "stranger": client_of(StudentFactory(classroom=elsewhere)),
    }
    staff = {
        "teacher": teacher,
        "colleague": teacher_of(elsewhere),
        "analyst": analyst,
        "editor": staff_as("editor"),
    }
    for role, user in staff.items():
        found[role] = client_past_second_factor(user)
    return found


def kind_of(response) -> int | str:
    """A status, or where a redirect leads in the table's words."""
    if response.status_code == 401:
        return JOIN
    if response.status_code not in (301, 302, 303):
        return response.status_code
    if "/join/" in response.url:
        return JOIN
    return LOGIN if "/accounts/login/" in response.url else ON


def test_t23_every_address_has_a_row():
    names = {
        name
        for name, route in routes(get_resolver("config.urls.platform"))
        if not PACKAGES.match(route)
    }
    assert names - set(TABLE) == set(), "addresses without a row"
    assert set(TABLE) - {name for name, _ in routes(get_resolver("config.urls.platform"))} == set()


@pytest.mark.django_db
def test_t23_every_role_gets_what_the_table_says(world):
    values, people = world
    wrong = []
    for name, expected in TABLE.items():
        address = address_of(name, values)
        for role, wanted in zip(ROLES, expected, strict=True):
            got = kind_of(people[role].get(address))
            if got != wanted:
                wrong.append(f"{name}: {role} gets {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def address_of(name: str, values: dict) -> str:
    """The address of a route with the world's own keys."""
    route = dict(routes(get_resolver("config.urls.platform")))[name]
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", route)
    return reverse(name, kwargs={key: values[key] for key in wanted})
