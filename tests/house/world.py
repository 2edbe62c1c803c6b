"""Two schools of two offices at work, everybody in a browser, and every address of the platform."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from curriculum.models import Assignment, ModulePage
from quizzes.actions import start_attempt
from quizzes.models import Attempt
from reporting.tally_rules import last_friday
from schools.models import Classroom, School, Student, User
from tests.factories.curriculum import latest_edition, make_assignment, make_module, step_of
from tests.factories.lti import make_seat
from tests.factories.schools import (
    ClassroomFactory,
    OfficeFactory,
    SchoolFactory,
    StudentFactory,
    staff_as,
)
from tests.fixtures_schools import TOTP_SECRET, client_of, client_past_second_factor

URLCONF = "config.urls.platform"
# Routes of packages with a guard of their own, tried as a whole in tests/house/test_doors.py,
# tests/schools and tests/lessons.
PACKAGES = re.compile(
    r"^(cms/|documents/|ko/read/|ko/accounts/(inactive|signup|reauthenticate|confirm|login/code|2fa"
    r"|email|password|office|oidc)|ko/accounts/\(email)"
)


# Stored files and invitations are found by names nobody can guess; these are of none.
NO_FILE = {
    "name": "pictures/unknown.png",
    "record": "00000000-0000-4000-8000-000000000000",
    "language": "ko",
    "token": "unknown",
    "file_name": "unknown.csv",
    "table": "Q10",
}
# Themes are the whole country's; this one there is not.
NO_THEME = {"theme": "unknown"}


@dataclass
class Place:
    """One school with a class at work, and who works there.

    Attributes:
        mark: a word that stands in every text of this place and nowhere else.
    """

    mark: str
    school: School
    classroom: Classroom
    students: list[Student]
    people: dict[str, User]
    assignment: Assignment | None = None
    attempt: Attempt | None = None
    values: dict = field(default_factory=dict)

    def marks(self) -> list[str]:
        """Everything that would tell a stranger that something of this place exists."""
        rows = [self.classroom, self.assignment, self.attempt, *self.students]
        numbers = [self.school.neis_code, *(str(row.pk) for row in rows)]
        return [self.mark, self.mark.lower(), *numbers]


def make_place(mark: str, *, office: str, neis_code: str, module: ModulePage) -> Place:
    """A school whose every name carries `mark`: class, three students, staff, a begun quiz."""
    names = {"name_ko": f"{mark}중학교", "name_en": f"{mark} School"}
    of_office = {"name_ko": f"{mark}교육청", "name_en": f"{mark} Office", "region_ko": mark}
    school = SchoolFactory(
        neis_code=neis_code, office=OfficeFactory(code=office, sort=50, **of_office), **names
    )
    classroom = ClassroomFactory(school=school, has_nicknames=True)
    students = [
        StudentFactory(classroom=classroom, number=number, nickname=f"{mark}{number}")
        for number in (1, 2, 3)
    ]
    people = {
        "teacher": _person(mark, "homeroom_teacher", classroom=classroom),
        "admin": _person(mark, "school_admin", school=school),
        "office": _person(mark, "office_manager", office=school.office),
    }
    place = Place(mark, school, classroom, students, people)
    _put_to_work(place, module)
    return place


def _person(mark: str, role: str, **where) -> User:
    return staff_as(role, email=f"{role}@{mark.lower()}.example", first_name=mark, **where)


def _put_to_work(place: Place, module: ModulePage) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    assignment = make_assignment(
        place.classroom, module=module, by=place.people["teacher"], closes_at=tomorrow
    )
    lesson, quiz = step_of(assignment, "lesson"), step_of(assignment, "quiz")
    occasion = assignment.occasions.get(step=quiz)
    seat = make_seat(place.classroom, place.students[0], by=place.people["teacher"])
    place.assignment = assignment
    place.attempt = start_attempt(
        student=place.students[0], occasion=occasion.pk, edition=latest_edition()
    )
    place.values = {
        "classroom_id": place.classroom.pk,
        "neis_code": place.school.neis_code,
        "office": place.school.office_id,
        "week": last_friday(timezone.localdate()).isoformat(),
        "assignment_id": assignment.pk,
        "batch_id": assignment.batch_id,
        "module_key": module.translation_key,
        "step_key": lesson.key,
        "occasion": occasion.pk,
        "attempt_id": place.attempt.pk,
        "item_key": place.attempt.edition.items.earliest("position").key,
        "quiz_key": place.attempt.edition.quiz_key,
        "number": 1,
        "student_id": place.students[0].pk,
        "token": "unknown",
        "launch_id": "00000000-0000-4000-8000-000000000000",
        "course_id": seat.course_id,
        "seat_id": seat.pk,
        "person_key": place.people["teacher"].key,
        "role_key": place.people["teacher"].memberships.get().key,
        "school_year": place.classroom.school_year,
        "file_type": "csv",
        **NO_FILE,
        **NO_THEME,
    }


def make_two_places() -> tuple[Place, Place]:
    """ "Here" and "there": nothing of one may be seen from the other."""
    module = make_module()
    here = make_place("Hanbit", office="B10", neis_code="7010001", module=module)
    there = make_place("Canarium", office="J10", neis_code="7530002", module=module)
    return here, there


def browser_of(user: User) -> Client:
    """A browser in which this member of staff is signed in with all that the role needs."""
    if user.needs_second_factor and not is_mfa_enabled(user):
        TOTP.activate(user, TOTP_SECRET)
    return client_past_second_factor(user)


def browsers(here: Place, there: Place) -> dict[str, Client]:
    """A browser for every kind of person; the second of a pair belongs to the place elsewhere."""
    staff = {
        **here.people,
        "colleague": there.people["teacher"],
        "other_admin": there.people["admin"],
        "other_office": there.people["office"],
        "analyst": staff_as("analyst"),
        "approver": staff_as("release_approver"),
        "editor": staff_as("editor"),
        "operator": staff_as("operator"),
    }
    return {
        "nobody": Client(),
        "student": client_of(here.students[0]),
        "stranger": client_of(there.students[0]),
        **{role: browser_of(user) for role, user in staff.items()},
    }


def routes(resolver=None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address below a resolver; the whole platform by default."""
    for pattern in (resolver or get_resolver(URLCONF)).url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or route), route
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, route, inner)


@cache
def own_routes() -> dict[str, str]:
    """Routes of our own pages by name; those of packages are left out."""
    return {name: route for name, route in routes() if not PACKAGES.match(route)}


def own_views(resolver=None, prefix: str = "", namespace: str = "") -> Iterator[tuple]:
    """(name, view) of our own pages."""
    for pattern in (resolver or get_resolver(URLCONF)).url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            if not PACKAGES.match(route):
                yield namespace + (pattern.name or route), pattern.callback
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from own_views(pattern, route, inner)


def address_of(name: str, values: dict) -> str:
    """The address of a route with these keys in it."""
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", _routes_by_name()[name])
    return reverse(name, kwargs={key: values[key] for key in wanted})


@cache
def _routes_by_name() -> dict[str, str]:
    return dict(routes())
