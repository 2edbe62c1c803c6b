"""Nothing of one school is seen from another: in no byte of any answer, by no way of asking."""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Attempt
from schools.models import Classroom, Membership, User
from tests.factories.reporting import make_export, make_release
from tests.house.asked_keys import noted_keys
from tests.house.world import (
    Place,
    address_of,
    browsers,
    make_two_places,
    own_routes,
    routes,
)

pytestmark = pytest.mark.django_db

# Who works for the whole country may see every place by that right; all others only their own.
OF_HERE = ("student", "teacher", "admin", "office")
OF_THE_COUNTRY = ("analyst", "approver", "editor")
# The audit trail of the country is read by whoever signs it.
SEE_EVERY_PLACE = {
    *(("approver", "core:audit"), ("approver", "core:audit-month")),
    # Which offices have entered their week is asked of every office.
    *(("approver", "reporting:tally"), ("analyst", "reporting:tally")),
    # How a class comes into the survey is settled for every school of the country.
    ("approver", "curriculum:survey-ways-school"),
    ("analyst", "curriculum:survey-ways-school"),
}
# What a stranger might add to an address to reach over the fence.
FILTERS = ("q", "school", "office", "place", "classroom", "assignment", "student", "person", "by")
# Keys of what belongs to one school.
KEYS = ("classroom_id", "assignment_id", "attempt_id", "occasion")
UNSAFE = ("post", "put", "patch", "delete")
# Learning platforms post here; state and token are signed (tests/curriculum/test_lti.py).
FROM_PLATFORMS = {"lti-login", "lti-launch"}
# Small numbers in addresses that count inside something the asker already sees.
COUNTED = {"number", "school_year", "page"}


@pytest.fixture
def world():
    """Two places, a published round and a browser for each kind of person."""
    here, there = make_two_places()
    release = make_release()
    for place in (here, there):
        place.values |= {"key": release.round.key, "release": release.key, "table": "Q10"}
        place.values |= {"export": make_export(release).key, "month": "2026-10"}
        place.values |= {"version": "2", "question": "Q10", "step": "open"}
    return here, there, browsers(here, there)


def body_of(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    return content.decode("utf-8", "replace") + str(response.headers)


def found_marks(response, place: Place, *, sent: str = "") -> list[str]:
    """Marks of a place in an answer, but for what the asker sent themselves."""
    text = body_of(response)
    return [mark for mark in place.marks() if mark in text and mark not in sent]


@dataclass(frozen=True)
class Walk:
    """Every page of one's own as a person saw it, by name, and the marks of the other place."""

    pages: dict[str, str]
    foreign: list[str]


@pytest.fixture(scope="module")
def walks() -> dict[str, Walk]:
    return {}


@pytest.fixture
def walk(walks, role, request) -> Walk:
    """Done once for all that is asked of these pages."""
    if role not in walks:
        here, there, people = request.getfixturevalue("world")
        pages = {
            name: body_of(people[role].get(address_of(name, here.values))) for name in own_routes()
        }
        walks[role] = Walk(pages, there.marks())
    return walks[role]


@pytest.mark.parametrize("role", [*OF_HERE, *OF_THE_COUNTRY])
def test_t24_no_byte_of_another_school_in_any_page_of_ones_own(walk, role):
    leaks = []
    for name, text in walk.pages.items():
        found = [mark for mark in walk.foreign if mark in text]
        if found and (role, name) not in SEE_EVERY_PLACE:
            leaks.append(f"{name}: {found}")
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize("role", ["student", "teacher", "admin"])
def test_t16_no_page_puts_the_token_into_an_address(walk):
    for name, text in walk.pages.items():
        assert not re.search(r"[?&]csrf\w*=", text), name


def test_t24_mark_is_found_where_it_may_be_seen(world):
    _, there, people = world
    board = address_of("curriculum:class-board", there.values)
    assert found_marks(people["colleague"].get(board), there)


@pytest.mark.parametrize("role", OF_HERE)
def test_t24_no_filter_search_or_sort_reaches_over_the_fence(world, role):
    here, there, people = world
    leaks = []
    for name in own_routes():
        address = address_of(name, here.values)
        for asked in filters_read_by(people[role], address, filters_for(there)):
            response = people[role].get(address, asked)
            if found := found_marks(response, there, sent=str(asked)):
                leaks.append(f"{name}?{asked}: {found}")
    assert not leaks, "\n".join(leaks)


def filters_read_by(browser: Client, address: str, filters: dict[str, str]) -> list[dict[str, str]]:
    """All filters at once, then each by itself that the page looks at without them or with them.

    What shows this role nothing has nothing to filter either.
    """
    with noted_keys() as looked_at:
        if browser.get(address).status_code != 200:
            return []
        browser.get(address, filters)
    return [filters, *({key: filters[key]} for key in FILTERS if key in looked_at)]


def test_page_that_filters_is_seen_to_look_at_its_filter(world):
    _, there, people = world
    filters = filters_for(there)
    staff = filters_read_by(people["admin"], reverse("schools:staff-list"), filters)
    assert staff == [filters, {"q": there.mark}]


def filters_for(place: Place) -> dict[str, str]:
    """Each filter with the key or the word of the other place that would fit it best."""
    fitting = {
        "q": place.mark,
        "school": place.school.neis_code,
        "office": place.school.office_id,
        "place": place.school.neis_code,
        "classroom": str(place.classroom.pk),
        "assignment": str(place.assignment.pk),
        "student": str(place.students[0].pk),
    }
    by_person = str(place.people["teacher"].pk)
    return {key: fitting.get(key, by_person) for key in FILTERS}


@pytest.mark.parametrize("role", [*OF_HERE, *OF_THE_COUNTRY])
def test_t23_addresses_of_another_school_are_as_if_there_were_none(world, role):
    _, there, people = world
    nowhere = {**there.values, **{key: uuid.uuid4() for key in KEYS}, "neis_code": "9999999"}
    wrong = []
    for name, route in own_routes().items():
        if not names_a_place(route) or (role, name) in SEE_EVERY_PLACE:
            continue
        foreign, missing = address_of(name, there.values), address_of(name, nowhere)
        for method in ("get", *UNSAFE):
            response = getattr(people[role], method)(foreign)
            expected = getattr(people[role], method)(missing).status_code
            if found_marks(response, there, sent=foreign) or response.status_code != expected:
                wrong.append(f"{method} {name}: {response.status_code}, not {expected}")
            if expected in (200, 201, 204):
                wrong.append(f"{method} {name}: {expected} for what never was")
    assert not wrong, "\n".join(wrong)


def names_a_place(route: str) -> bool:
    """Whether an address carries the key of something that belongs to one school."""
    keys = set(re.findall(r"<(?:\w+:)?(\w+)>", route))
    return bool(keys & {*KEYS, "neis_code"})


@pytest.mark.parametrize("role", ["editor", "teacher"])
def test_t24_editor_of_pages_shows_no_school_and_no_colleague(world, role):
    _, there, people = world
    for address in ("/cms/", "/cms/reports/site-history/", "/cms/users/", "/cms/workflows/list/"):
        response = people[role].get(address, {"q": there.mark})
        assert not found_marks(response, there, sent=there.mark), address


def test_t16_every_address_refuses_a_form_without_its_token(world):
    here, _, people = world
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = people["teacher"].cookies
    taken = []
    for name in own_routes().keys() - FROM_PLATFORMS:
        response = strict.post(address_of(name, here.values))
        if response.status_code not in (403, 405):
            taken.append(f"{name}: {response.status_code}")
    assert not taken, "\n".join(taken)


def test_t25_fields_that_a_form_does_not_have_change_nothing(world):
    here, there, people = world
    teacher, admin = here.people["teacher"], here.people["admin"]
    extra = {
        "school": there.school.neis_code,
        "school_id": there.school.pk,
        "classroom": str(there.classroom.pk),
        "role": "operator",
        "is_superuser": "1",
        "points": "99",
        "student": str(there.students[0].pk),
        "user": str(teacher.pk),
    }
    before = (Membership.objects.count(), Classroom.objects.filter(school=there.school).count())
    for role in ("student", "teacher", "admin"):
        for name in own_routes():
            if name not in SIGNS_OUT:
                people[role].post(address_of(name, here.values), extra)
    after = (Membership.objects.count(), Classroom.objects.filter(school=there.school).count())
    assert before == after
    assert not User.objects.filter(is_superuser=True).exists()
    assert not Attempt.objects.filter(points=99).exists()
    assert [role.key for role in User.objects.get(pk=admin.pk).roles] == ["school_admin"]


SIGNS_OUT = {"schools:student-sign-out", "account_logout", "usersessions_list"}


def test_t35_keys_in_addresses_cannot_be_counted_up():
    counted = {
        (name, key)
        for name, route in routes()
        if name in own_routes()
        for key in re.findall(r"<int:(\w+)>", route)
        if key not in COUNTED
    }
    assert counted == set()


def test_t35_keys_are_random(world):
    here, *_ = world
    for row in (here.classroom, here.assignment, here.attempt, *here.students):
        assert uuid.UUID(str(row.pk)).version == 4, row


def test_t24_staff_list_counts_only_people_of_ones_own_place(world):
    here, there, people = world
    page = people["admin"].get(reverse("schools:staff-list"))
    assert here.mark in page.text
    assert not found_marks(page, there)
