"""Guessing that is noticed by address or over all: somebody is told, nobody is locked out."""

import logging

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from core.models import AuditEntry
from schools.actions import alarms, note_failed_try, note_unknown_code
from tests.schools.door import is_signed_in, sign_in, type_code

pytestmark = pytest.mark.django_db
SCHOOL = "203.0.113.7"


def alarms_told():
    return list(AuditEntry.objects.filter(action="schools.raise_alarm").values_list("target"))


def fail(times: int, address: str = SCHOOL) -> None:
    for _ in range(times):
        note_failed_try(address=address)


def test_sixty_failures_of_an_address_are_no_alarm_and_one_more_is_told_once(clock, caplog):
    fail(60)
    assert alarms_told() == []
    with caplog.at_level(logging.WARNING, logger=alarms.__name__):
        fail(40)
    assert alarms_told() == [("address",)]
    entry = AuditEntry.objects.get()
    assert (entry.result, entry.by) == ("refused", None)
    assert len(caplog.records) == 1
    assert SCHOOL not in caplog.text


def test_failures_are_forgotten_when_their_ten_minutes_are_over(clock):
    clock.now = clock.now.replace(minute=0, second=0)
    fail(50)
    clock.pass_seconds(600)
    fail(50)
    assert alarms_told() == []


def test_two_addresses_of_one_ipv6_site_count_as_one(clock):
    fail(40, "2001:db8::1")
    fail(40, "2001:db8::2")
    assert alarms_told() == [("address",)]


@override_settings(KNOWN_SCHOOL_NETWORKS=["203.0.113.0/24"])
def test_t03_office_that_sends_a_thousand_mistyping_students_raises_no_alarm(clock):
    fail(1_500)
    assert alarms_told() == []
    assert note_unknown_code(address=SCHOOL) == 0


@override_settings(KNOWN_SCHOOL_NETWORKS=["203.0.113.0/24"])
def test_known_network_beyond_any_lesson_is_told_and_still_waits_for_nothing(clock):
    fail(2_001)
    assert alarms_told() == [("known network",)]
    assert note_unknown_code(address=SCHOOL) == 0


def test_t06_more_than_fifty_unknown_codes_a_second_slow_unknown_codes_everywhere(clock):
    waits = [note_unknown_code(address=f"198.51.100.{place}") for place in range(51)]
    assert waits == [0] * 50 + [15]
    assert alarms_told() == [("unknown codes",)]
    assert note_unknown_code(address="192.0.2.1") == 15


@pytest.mark.usefixtures("open_all_day")
def test_t01_open_code_never_waits_however_many_failed_at_its_address():
    fail(100)
    neighbour = Client(REMOTE_ADDR=SCHOOL)
    refused = type_code(neighbour, "ZZZZ2345")
    assert 'data-wait="15"' in refused.text
    sign_in(neighbour)
    assert is_signed_in(neighbour), "at once, though the page asked to wait"


def test_cache_holds_no_address(clock, monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *args, **kwargs: keys.append(key) or True)
    monkeypatch.setattr(cache, "incr", lambda key: keys.append(key) or 1)
    fail(1)
    assert keys and not [key for key in keys if SCHOOL in key]


def test_request_without_an_address_is_counted_for_nobody(clock):
    for _ in range(100):
        note_failed_try(address=None)
    assert alarms_told() == []
