"""Tables that are asked for: listed ones, not too fine, and no two of them give a number away."""

import shutil

import pytest
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import AuditEntry
from reporting.actions import gate_runs
from reporting.actions.drafting import NotTabulated, draft_release
from reporting.actions.gate_runs import NothingWaits, run_gate
from reporting.actions.release_states import approve_release, publish_release, review_release
from reporting.actions.releasing import _count
from reporting.actions.requesting import (
    MOST_TABLES_OF_A_QUESTION,
    BudgetSpent,
    NothingAskedFor,
    RunIsOpen,
    TooFine,
    ask_gate_again,
    draft_correction,
    request_declared_tables,
    request_tables,
)
from reporting.attacker import Knowledge, Target, attack
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.exchange import microdata_folder
from reporting.models import GateRun, Release, StateNotReachable
from reporting.release_gate import GateRefused
from reporting.round_structure import tables_of_round
from reporting.table_addresses import (
    LEASTS,
    UnknownTable,
    listed_tables,
    read_word,
    read_words,
    word_of,
)
from reporting.tasks import TABULATOR_QUEUE, pass_release_through_gate
from tests.examples import examples
from tests.factories.reporting import RoundFactory, counted_round, instrument, make_release
from tests.factories.schools import UserFactory

LISTED = listed_tables(instrument(), least=10)
CROSSED = st.tuples(*(st.booleans() for _ in range(4)))


def spec_of(key, *, office=False, office_sex=False, grade=False, sex=False, least=10):
    return TableSpec(key, key, office, office and office_sex, grade, sex, least)


@given(st.sampled_from(sorted(LISTED)), CROSSED, st.sampled_from(LEASTS))
def test_t107_word_of_a_table_reads_back_as_the_same_table(key, crossed, least):
    office, office_sex, grade, sex = crossed
    floor = LISTED[key]
    spec = TableSpec(key, floor.question, office, office and office_sex, grade, sex, least)
    is_listed = least >= floor.least and (floor.by_office or not (office or grade))
    if is_listed:
        assert read_word(word_of(spec), LISTED) == spec
    else:
        with pytest.raises(UnknownTable):
            read_word(word_of(spec), LISTED)


@given(st.text(max_size=30) | st.from_regex(r"[A-Z0-9a-z_' ;-]{1,12}\.[a-z]{1,5}\.-?[0-9]{1,4}"))
def test_t107_words_that_name_no_listed_table_are_refused(word):
    try:
        spec = read_word(word, LISTED)
    except UnknownTable:
        return
    assert spec.key in LISTED and spec.least >= LISTED[spec.key].least


def test_t107_question_stands_once_in_a_list():
    with pytest.raises(UnknownTable):
        read_words(["Q4.n.10", "Q4.x.10"], LISTED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["t=Q1%27%20or%201=1.n.10", "t=Q4.n.1", "t=Q2.n.10", "t=Q13.o.30", "t={}"]
)
def test_t107_address_with_an_unlisted_table_is_not_found(analyst_client, folders, query):
    release = make_release()
    address = f"/ko/rounds/{release.round.key}/request/?{query}"
    assert analyst_client.get(address).status_code == 404
    assert analyst_client.get(address.partition("?")[0] + "?t=Q4.n.10").status_code == 200


@pytest.fixture
def round(db, folders):
    return counted_round()


@pytest.fixture
def person(db):
    return UserFactory()


def asked(round, *specs, by):
    return request_tables(
        round=round, publication=PublicationSet(specs), purpose="국회 제출 자료", by=by
    )


def published(release) -> Release:
    release.refresh_from_db()
    release = review_release(release=release, note="Looked at", by=UserFactory())
    release = approve_release(release=release, publish_at=release.drafted_at, by=UserFactory())
    return publish_release(release=release)


def test_request_without_a_table_or_before_the_count_is_refused(round, person):
    with pytest.raises(NothingAskedFor):
        asked(round, by=person)
    with pytest.raises(NotTabulated):
        asked(RoundFactory(), spec_of("Q4"), by=person)


def test_request_too_fine_names_a_coarser_table(round, person):
    with pytest.raises(TooFine) as refused:
        asked(round, spec_of("Q11", office=True, office_sex=True, grade=True, sex=True), by=person)
    (table,) = refused.value.tables
    assert table.coarser != table.spec and read_word(word_of(table.coarser), tables_of_round(round))


def test_question_has_only_so_many_different_tables(round, person):
    for number in range(MOST_TABLES_OF_A_QUESTION):
        publication = PublicationSet((spec_of("Q4", least=20 + number),))
        make_release(round, publication=publication.to_data())
    with pytest.raises(BudgetSpent) as refused:
        asked(round, spec_of("Q4"), by=person)
    assert refused.value.questions == ["Q4"]
    # What was asked for before costs nothing more.
    asked(round, spec_of("Q4", least=20), by=person)


def test_gate_run_is_kept_with_its_end_and_a_second_run_finds_nothing(round, person):
    release = asked(round, spec_of("Q4"), by=person)
    run = run_gate(release=release)
    assert (run.state, run.cause, bool(run.ended_at)) == ("passed", "", True)
    with pytest.raises(NothingWaits):
        run_gate(release=release)
    with pytest.raises(StateNotReachable):
        ask_gate_again(release=release, by=person)


def test_gate_run_without_the_file_can_be_asked_for_again(round, person):
    release = asked(round, spec_of("Q4"), by=person)
    shutil.move(microdata_folder(round.key), microdata_folder("aside"))
    assert run_gate(release=release).cause == GateRun.Cause.FILE
    shutil.move(microdata_folder("aside"), microdata_folder(round.key))
    ask_gate_again(release=release, by=person)
    with pytest.raises(RunIsOpen):
        ask_gate_again(release=release, by=person)
    assert run_gate(release=release).state == GateRun.State.PASSED


def test_t77_refused_request_is_kept_with_what_the_gate_said(round, person, monkeypatch):
    def refuse(**facts):
        raise GateRefused(["A reader could work out Q4 at B10 M *."])

    monkeypatch.setattr(gate_runs, "gate_release", refuse)
    release = asked(round, spec_of("Q4"), by=person)
    run = run_gate(release=release)
    assert (run.state, run.cause) == ("refused", "differencing")
    assert run.reasons == ["A reader could work out Q4 at B10 M *."]
    line = AuditEntry.objects.get(action="reporting.gate_release")
    assert (line.result, line.target) == ("refused", release.key)
    assert Release.objects.get(pk=release.pk).state == Release.State.DRAFT
    with pytest.raises(RunIsOpen):
        ask_gate_again(release=release, by=person)


def test_declared_tables_are_asked_for_whatever_the_estimate_says(round, person):
    release = request_declared_tables(round=round, purpose="First release", by=person)
    assert len(PublicationSet.from_data(release.publication).tables) == len(tables_of_round(round))


def test_correction_is_asked_for_once_and_only_of_what_is_public(round, person):
    with pytest.raises(StateNotReachable):
        draft_correction(release=make_release(round), reason="Wrong title", by=person)
    release = make_release(round, state="published")
    draft = draft_correction(release=release, reason="Wrong title", by=person)
    assert (draft.corrects, draft.purpose) == (release, "Wrong title")


TABLES = st.tuples(
    st.sampled_from(["Q4", "Q7", "Q10", "Q25"]), CROSSED, st.sampled_from([10, 15, 20])
)


@settings(
    max_examples=examples(3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(TABLES, min_size=2, max_size=2))
def test_t77_two_requests_of_one_round_never_narrow_a_small_count(round, pair):
    with transaction.atomic():
        frozen = [release.tables.read() for release in released(round, pair)]
        transaction.set_rollback(True)
    assert not attack(Knowledge(frozen), small_counts(frozen, _count(round))).broken


def released(round, pair) -> list[Release]:
    """What came out of requests, one after the other; a refused one gives nothing."""
    out = []
    for key, (office, office_sex, grade, sex), least in pair:
        crossed = {"office": office, "office_sex": office_sex, "grade": grade, "sex": sex}
        publication = PublicationSet((spec_of(key, **crossed, least=least),))
        # Drafted past the estimate, which would refuse the finest ones before the gate does.
        release = draft_release(round=round, publication=publication, purpose="x")
        GateRun.objects.create(release=release)
        if run_gate(release=release).state == GateRun.State.PASSED:
            out.append(published(release))
    return out


def small_counts(frozen, truth) -> list[Target]:
    """What an attacker would like to know: every hidden count from 1 to 9."""
    printed = [pair for release in frozen for pair in release.printed()]
    hidden = sorted({cell for cell, entry in printed if isinstance(entry, str)})
    counts = truth.values(hidden) if hidden else []
    pairs = zip(hidden, counts, strict=True)
    return [Target(cell, None, int(count), 10) for cell, count in pairs if 1 <= count < 10]


@task
def fill_an_index() -> None:
    """Something nobody waits for."""


@pytest.mark.django_db
def test_tables_somebody_waits_for_are_taken_before_what_was_asked_earlier(settings):
    queues = ["default", TABULATOR_QUEUE]
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": queues},
    }
    fill_an_index.enqueue()
    pass_release_through_gate.enqueue("2026-9-r1")
    first, second = DBTaskResult.objects.ready()
    assert (first.queue_name, second.queue_name) == (TABULATOR_QUEUE, "default")
