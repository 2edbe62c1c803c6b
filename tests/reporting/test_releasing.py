"""A release from the file to the public: the gate, the second person, the ledger."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import AuditEntry
from reporting.actions.release_states import (
    DeclaredBelowDefault,
    LedgerMoved,
    ReasonMissing,
    RoundWasOpened,
    approve_release,
    declare_publication,
    publish_due_releases,
    publish_release,
    review_release,
    withdraw_release,
)
from reporting.actions.releasing import (
    GateRefused,
    NotTabulated,
    draft_release,
    gate_release,
    ledger_of,
)
from reporting.actions.tabulation import MICRODATA_NAME
from reporting.actions.two_people import SamePerson
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.exchange import ChecksumDiffers, microdata_folder, write_checksum
from reporting.models import PublicationPlan, Release, Round, StateNotReachable
from tests.factories.reporting import RoundFactory, counted_round
from tests.factories.schools import UserFactory

pytestmark = pytest.mark.django_db

Q4 = TableSpec("Q4", "Q4", True, False, False, True)
Q10 = TableSpec("Q10", "Q10", True, False, False, True)


@pytest.fixture
def round(folders):
    return counted_round()


def drafted(round, *specs, by=None, **more):
    publication = PublicationSet(specs or (Q4, Q10))
    return draft_release(
        round=round, publication=publication, purpose="First tables", by=by, **more
    )


def approved(release, minutes=-1):
    release = review_release(release=release, note="Looked at", by=UserFactory())
    moment = timezone.now() + timedelta(minutes=minutes)
    return approve_release(release=release, publish_at=moment, by=UserFactory())


def published(round, *specs, **more):
    release = approved(gate_release(release=drafted(round, *specs, **more)))
    return publish_release(release=release)


def test_gate_release_freezes_tables_that_read_back_and_carry_their_proof(round):
    release = gate_release(release=drafted(round))
    tables = release.tables
    assert tables.read().sha256 == tables.sha256 == tables.proof["release_sha256"]
    assert tables.proof["broken"] == 0 and tables.proof["primary"] > 0
    assert tables.read().is_synthetic
    assert {row["rule"] for row in tables.preview} >= {"P2", "complementary"}
    assert (microdata_folder(round.key) / "2026-9-r1.certificate.npz").is_file()
    assert AuditEntry.objects.filter(action="reporting.gate_release").count() == 1


def test_gate_release_twice_gives_the_same_bytes(round):
    one, other = (gate_release(release=drafted(round)) for _ in range(2))
    cells = [release.tables.read().tables for release in (one, other)]
    assert cells[0] == cells[1]


def test_frozen_tables_and_ledger_cannot_be_changed_behind_the_models_back(round):
    release = published(round, Q4)
    for row in (release.tables, release.ledger_entry):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(sha256="0" * 64)


def test_a_round_that_is_not_tabulated_has_no_release():
    with pytest.raises(NotTabulated):
        drafted(RoundFactory())
    with pytest.raises(CommandError, match="not tabulated"):
        call_command("protect_release", RoundFactory().key)


def test_t100_whoever_made_or_reviewed_a_release_cannot_approve_it(round):
    maker, reviewer, second = UserFactory(), UserFactory(), UserFactory()
    release = gate_release(release=drafted(round, Q4, by=maker), by=maker)
    release = review_release(release=release, note="Looked at", by=reviewer)
    for person in (maker, reviewer):
        with pytest.raises(SamePerson):
            approve_release(release=release, publish_at=timezone.now(), by=person)
    approve_release(release=release, publish_at=timezone.now(), by=second)
    assert Release.objects.get(pk=release.pk).state == Release.State.APPROVED


def test_no_step_of_a_release_can_be_left_out(round):
    release = drafted(round, Q4)
    with pytest.raises(StateNotReachable):
        review_release(release=release, note="", by=UserFactory())
    release = gate_release(release=release)
    with pytest.raises(StateNotReachable):
        gate_release(release=release)
    with pytest.raises(StateNotReachable):
        publish_release(release=release)


def test_release_is_published_at_its_minute_and_not_before(round):
    early = approved(gate_release(release=drafted(round, Q4)), minutes=30)
    assert publish_due_releases() == []
    Release.objects.filter(pk=early.pk).update(publish_at=timezone.now())
    assert [release.pk for release in publish_due_releases()] == [early.pk]
    assert Release.objects.public().get() == early
    assert [entry.release.number for entry in ledger_of(round)] == [1]


def test_p6_a_later_table_is_gated_with_everything_published(round):
    first = published(round, Q4)
    second = gate_release(release=drafted(round, Q10))
    assert second.tables.gated_against == [first.tables.sha256]
    kept = {c: e for c, e in first.tables.read().printed()}
    again = {c: e for c, e in second.tables.read().printed()}
    shared = kept.keys() & again.keys()
    assert shared and all(kept[cell] == again[cell] for cell in shared)


def test_p6_two_releases_gated_side_by_side_do_not_both_come_out(round):
    one, other = (approved(gate_release(release=drafted(round, spec))) for spec in (Q4, Q10))
    publish_release(release=one)
    with pytest.raises(LedgerMoved):
        publish_release(release=other)


@pytest.mark.parametrize(("days_ago", "least"), [(9, 20), (9 + 731, 10)])
def test_p6_a_round_prints_no_lower_than_another_of_its_school_year(round, days_ago, least):
    Round.objects.filter(pk=round.pk).update(least_count=20)
    round.refresh_from_db()
    published(round, Q4)
    other = counted_round(key="2026-8", opened_days_ago=days_ago)
    tables = gate_release(release=drafted(other, Q4, Q10)).tables.read()
    assert {table.key: table.least for table in tables.tables} == {"Q4": least, "Q10": 10}


def test_p7_a_correction_replaces_the_whole_set_from_the_same_file(round):
    first = published(round, Q4)
    second = published(round, Q4, Q10, corrects=first)
    first.refresh_from_db()
    assert (first.state, first.end_reason) == ("corrected", "First tables")
    assert second.tables.read().microdata == first.tables.read().microdata
    assert len(ledger_of(round)) == 2


def test_r5_a_file_other_than_the_tabulated_one_is_refused(round):
    release = drafted(round, Q4)
    path = microdata_folder(round.key) / MICRODATA_NAME
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ChecksumDiffers):
        gate_release(release=release)
    write_checksum(path)
    with pytest.raises(GateRefused, match="not the one"):
        gate_release(release=release)
    assert Release.objects.get(pk=release.pk).state == Release.State.DRAFT


def test_withdraw_release_says_why_and_stays_in_the_ledger(round):
    release = published(round, Q4)
    with pytest.raises(ReasonMissing):
        withdraw_release(release=release, reason=" ", by=UserFactory())
    withdraw_release(release=release, reason="Wrong title", by=UserFactory())
    assert not Release.objects.public().exists()
    assert len(ledger_of(round)) == 1


def test_declare_publication_only_before_opening_and_never_below_the_default():
    draft = RoundFactory(state=Round.State.DRAFT)
    low = PublicationSet((TableSpec("Q13", "Q13", False, False, False, True, 10),))
    with pytest.raises(DeclaredBelowDefault, match="Q13"):
        declare_publication(round=draft, publication=low, schools={}, by=None)
    plan = declare_publication(
        round=draft, publication=PublicationSet((Q4,)), schools={"B10-M": 390}, by=None
    )
    assert PublicationSet.from_data(plan.publication).tables == (Q4,)
    with pytest.raises(RoundWasOpened):
        declare_publication(
            round=RoundFactory(), publication=PublicationSet((Q4,)), schools={}, by=None
        )


def test_protect_release_by_hand_tells_what_it_hid_and_made_coarser(round, capsys):
    fine = TableSpec("Q14", "Q14", True, False, False, True)
    PublicationPlan.objects.create(round=round, publication=PublicationSet((Q4, fine)).to_data())
    call_command("protect_release", round.key)
    told = capsys.readouterr().out
    assert "Release 2026-9-r1 passed the gate" in told
    assert "made coarser: Q4, Q14." in told
    release = round.releases.get()
    rows = {place.office for place in release.tables.read().table("Q14").rows}
    assert rows == {"ALL"}


def test_release_declared_tables_leaves_no_draft_behind_when_it_is_refused(round):
    (microdata_folder(round.key) / MICRODATA_NAME).unlink()
    with pytest.raises(CommandError, match="not there"):
        call_command("protect_release", round.key)
    assert not Release.objects.exists()
