"""A right that ends while a page is being sent: decided at the moment of the act (T-34)."""

import threading

import pytest
from django.db import transaction
from django.urls import reverse

from schools.actions import (
    NotAllowed,
    disable_account,
    end_role,
    grant_role,
    issue_pins,
    open_join_code,
)
from schools.models import Membership
from tests.beside import Beside
from tests.factories.schools import PIN, UserFactory, staff_as

pytestmark = pytest.mark.django_db(transaction=True)


def acts_of(teacher, classroom):
    return {
        "pins": lambda: issue_pins(classroom=classroom, by=teacher),
        "code": lambda: open_join_code(classroom=classroom, by=teacher),
    }


@pytest.mark.parametrize("kind", ["pins", "code"])
def test_t34_act_waits_for_the_end_of_the_role_and_is_refused(classroom, teacher, kind):
    role = teacher.memberships.get()
    code = classroom.join_codes.open().get()
    with transaction.atomic():
        end_role(membership=role, by=None)
        act = Beside(acts_of(teacher, classroom)[kind])
        assert act.is_waiting(), "the end is not committed yet"
    assert act.ends() and isinstance(act.failure, NotAllowed)
    assert classroom.students.get(number=1).has_pin(PIN)
    assert classroom.join_codes.open().get() == code


def test_t34_end_of_the_role_waits_for_an_act_that_came_first(classroom, teacher):
    role = teacher.memberships.get()
    with transaction.atomic():
        issue_pins(classroom=classroom, by=teacher)
        end = Beside(lambda: end_role(membership=role, by=None))
        assert end.is_waiting()
    assert end.ends() and end.failure is None
    assert not classroom.students.get(number=1).has_pin(PIN)
    assert not Membership.objects.current().filter(pk=role.pk).exists()


@pytest.mark.parametrize("turn", range(5))
def test_t34_granting_and_losing_the_right_at_once_has_one_order(classroom, turn):
    admin, person = staff_as("school_admin", school=classroom.school), UserFactory()
    role, start = admin.memberships.get(), threading.Barrier(2, timeout=10)

    def grant():
        start.wait()
        grant_role(user=person, role="teacher", school=classroom.school, by=admin)

    def end():
        start.wait()
        end_role(membership=role, by=None)

    granting, ending = Beside(grant), Beside(end)
    assert granting.ends() and ending.ends()
    assert person.memberships.exists() == (granting.failure is None)
    assert not Membership.objects.current().filter(pk=role.pk).exists()


def test_t34_disabled_account_acts_no_more(classroom, teacher):
    with transaction.atomic():
        disable_account(user=teacher, by=None)
        act = Beside(lambda: issue_pins(classroom=classroom, by=teacher))
        assert act.is_waiting()
    assert act.ends() and isinstance(act.failure, NotAllowed)


def test_t34_page_that_was_open_when_the_role_ended_changes_nothing(client, classroom, teacher):
    client.force_login(teacher)
    address = reverse("schools:pin-cards", args=[classroom.pk])
    once = client.get(address).context["once"]
    end_role(membership=teacher.memberships.get(), by=None)
    assert client.post(address, {"once": once}).status_code == 404
    assert classroom.students.get(number=1).has_pin(PIN)
