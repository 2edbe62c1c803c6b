"""T-99: the trail cannot be changed by who serves requests, and shows it when an owner did."""

from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from threading import Thread

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.actions import check_audit, record_act, sign_month
from core.audit_chain import netstrings
from core.audit_months import Month
from core.database_rights import frozen_tables, grant_rights
from core.frozen import FrozenModel
from core.models import AuditCheck, AuditEntry, AuditHead
from tests.factories.schools import UserFactory
from tests.house.project import our_models

ROLE = "platform_app_in_tests"
HERE, ELSEWHERE = "7000001", "7000002"


@pytest.fixture
def trail(db):
    """Three acts in each of two schools and three in the country."""
    for place in (HERE, ELSEWHERE, ""):
        for number in (1, 2, 3):
            record_act(action="schools.issue_pins", target=f"반 {number}", place=place)


def run(statement: str, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def owner_without_triggers(table: str = "core_auditentry"):
    """What whoever owns the database can do."""
    run(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    run(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def as_role(role: str):
    grant_rights(role)
    run(f"SET ROLE {role}")
    yield
    run("RESET ROLE")


def complaint() -> str:
    """What `manage.py check_audit` says when it ends with exit code 1."""
    with pytest.raises(CommandError) as refused:
        call_command("check_audit")
    assert refused.value.returncode == 1
    return str(refused.value)


def test_t99_whole_trail_passes_the_check(trail):
    output = StringIO()
    call_command("check_audit", stdout=output)
    assert "9 entries of 3 places; every chain holds" in output.getvalue()
    assert AuditCheck.objects.get().breaks == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET target = 'x'",
        "DELETE FROM core_auditentry",
        "TRUNCATE core_auditentry",
        "UPDATE core_audithead SET number = 1",
        "INSERT INTO core_audithead (place, number, digest) VALUES ('x', 1, '')",
        "DELETE FROM core_audithead",
        "DELETE FROM core_signedhead",
        "ALTER TABLE core_auditentry DISABLE TRIGGER USER",
        "DROP TRIGGER core_auditentry_chain ON core_auditentry",
        "CREATE TABLE anything (id integer)",
    ],
)
def test_t99_role_that_serves_requests_may_not(trail, statement):
    with as_role(ROLE), pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        with transaction.atomic():
            run(statement)
    assert not check_audit().breaks


def test_t99_role_that_serves_requests_may_write_and_chains(trail):
    with as_role(ROLE):
        record_act(action="schools.issue_pins", target="x", place=HERE)
        run("CREATE TEMP TABLE core_audithead (place text, number bigint, digest bytea)")
        record_act(action="schools.issue_pins", target="y", place=HERE)
        run("DROP TABLE pg_temp.core_audithead")
        UserFactory().delete()
    assert AuditEntry.objects.filter(place=HERE).count() == 5
    assert not check_audit().breaks


@pytest.mark.django_db
def test_t99_rights_are_revoked_on_every_frozen_table():
    tables = {model._meta.db_table for model in our_models() if issubclass(model, FrozenModel)}
    assert "core_auditentry" in tables
    assert tables <= set(frozen_tables())


@pytest.mark.parametrize("statement", ["UPDATE {} SET target = ''", "DELETE FROM {}"])
def test_t99_even_the_owner_meets_the_trigger(trail, statement):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        run(statement.format("core_auditentry"))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE core_auditentry SET target = '반 9' WHERE {}", "entry 2: was changed"),
        ("UPDATE core_auditentry SET at = at + interval '1 us' WHERE {}", "entry 2: was changed"),
        ("UPDATE core_auditentry SET from_address = '10.0.0.1' WHERE {}", "entry 2: was changed"),
        ("UPDATE core_auditentry SET result = 'refused' WHERE {}", "entry 2: was changed"),
        ("UPDATE core_auditentry SET place = 'x' WHERE {}", "entry 2: was removed"),
        ("DELETE FROM core_auditentry WHERE {}", "entry 2: was removed"),
        ("UPDATE core_auditentry SET digest = sha256('x') WHERE {}", "entry 2: was changed"),
    ],
)
def test_t99_changed_or_deleted_entry_is_named(trail, statement, found):
    with owner_without_triggers():
        run(statement.format(f"place = '{HERE}' AND number = 2"))
    said = complaint()
    assert f"{HERE}, {found}" in said
    assert f"{ELSEWHERE}," not in said


def test_t99_cut_tail_is_named(trail):
    with owner_without_triggers():
        run("DELETE FROM core_auditentry WHERE place = %s AND number = 3", [HERE])
        run("DELETE FROM core_auditentry WHERE place = %s", [ELSEWHERE])
    said = complaint()
    assert f"{HERE}, entry 3: cut off, the chain had 3 entries" in said
    assert f"{ELSEWHERE}, entry 1: all 3 entries are gone" in said
    assert AuditCheck.objects.get().breaks == 2


def test_t99_entry_slipped_in_is_named(trail):
    with owner_without_triggers():
        run(
            "INSERT INTO core_auditentry (at, action, target, place, result, reason, number,"
            " previous_digest, digest) VALUES (now(), 'a', 'b', %s, 'done', '', 4, '', '')",
            [HERE],
        )
    assert f"{HERE}, entry 4: was changed" in complaint()
    assert f"{HERE}, entry 4: stands outside the chain" in complaint()


def rewrite_without_last_entry(place: str):
    """The owner removes an entry and turns the head back: the chain alone looks whole."""
    with owner_without_triggers():
        run("DELETE FROM core_auditentry WHERE place = %s AND number = 3", [place])
        run(
            "UPDATE core_audithead SET number = 2, digest = entry.digest FROM core_auditentry entry"
            " WHERE entry.place = core_audithead.place AND entry.number = 2"
            " AND entry.place = %s",
            [place],
        )


def test_t99_chain_rewritten_with_its_head_is_shown_by_the_signed_review(trail):
    last_month = Month.of(timezone.now()).previous
    review = sign_month(month=last_month, note="이상 없음", by=UserFactory())
    rewrite_without_last_entry(HERE)
    assert f"{HERE}, entry 3: is not the one signed with the review of {review}" in complaint()


def test_t99_review_that_was_rewritten_does_not_fit_its_digest(trail):
    review = sign_month(month=Month.of(timezone.now()).previous, note="이상 없음", by=UserFactory())
    with owner_without_triggers("core_signedhead"):
        run("DELETE FROM core_signedhead WHERE place = %s", [HERE])
    assert f"the review of {review} does not fit its own digest" in complaint()


def test_t99_entry_dated_back_into_a_signed_month_is_named(trail):
    month = Month.of(timezone.now()).previous
    sign_month(month=month, note="이상 없음", by=UserFactory())
    record_act(action="schools.issue_pins", target="late", place=HERE)
    assert not check_audit().breaks
    run(
        "INSERT INTO core_auditentry (at, action, target, place, result, reason, previous_digest,"
        " digest) VALUES (%s, 'a', 'b', %s, 'done', '', '', '')",
        [month.start + timedelta(days=3), HERE],
    )
    assert f"{HERE}, entry 5: was dated back into {month}" in complaint()


def test_row_inserted_past_the_model_chains(trail):
    run(
        "INSERT INTO core_auditentry (at, action, target, place, result, reason, number,"
        " from_address, previous_digest, digest) VALUES"
        " (now(), 'a,3:b', '한글 😀', %s, 'done', '', 77, '2001:db8::/64', 'x', 'y')",
        [HERE],
    )
    assert AuditEntry.objects.get(action="a,3:b").number == 4
    assert not check_audit().breaks


def test_refused_insert_leaves_the_chain_as_it_was(trail):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.create(action="a", target="b", place=HERE, result="maybe")
    with pytest.raises(RuntimeError), transaction.atomic():
        record_act(action="a", target="b", place=HERE)
        raise RuntimeError
    assert AuditHead.objects.get(place=HERE).number == 3
    assert not check_audit().breaks


@given(st.lists(st.text() | st.none(), max_size=4), st.lists(st.text() | st.none(), max_size=4))
def test_no_two_contents_are_written_the_same(first, second):
    assert (netstrings(first) == netstrings(second)) == (first == second)


@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_moment_stand_in_one_chain_per_place():
    def act_often(place: str) -> None:
        for number in range(20):
            record_act(action="schools.issue_pins", target=str(number), place=place)
        connection.close()

    threads = [Thread(target=act_often, args=[place]) for place in (HERE, HERE, HERE, ELSEWHERE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [head.number for head in AuditHead.objects.order_by("place")] == [60, 20]
    assert not check_audit().breaks
