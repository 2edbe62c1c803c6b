"""The way of a release on the ministry's pages: declared, asked for, looked at, let out."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from reporting.actions.gate_runs import run_gate
from reporting.actions.release_states import publish_due_releases
from reporting.models import GateRun, PublicationPlan, Release, Round
from tests.factories.reporting import (
    RoundFactory,
    StratumFactory,
    counted_round,
    make_release,
)
from tests.factories.schools import UserFactory
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(folders):
    return counted_round()


@pytest.fixture
def approver_client(db):
    """Somebody who approves, and neither asks nor reviews."""
    user = UserFactory()
    names = ["view_rounds", "view_tables", "approve_release"]
    of_reporting = Permission.objects.filter(content_type__app_label="reporting")
    user.user_permissions.set(of_reporting.filter(codename__in=names))
    return client_past_second_factor(user)


def address(name, *args):
    return reverse(f"reporting:{name}", args=args)


def rows(*specs, **more) -> dict:
    """The form of the list; a spec is (key, crossings, least)."""
    data = {"t-TOTAL_FORMS": len(specs), "t-INITIAL_FORMS": len(specs), **more}
    for at, (key, crossings, least) in enumerate(specs):
        data |= {f"t-{at}-key": key, f"t-{at}-least": least}
        data |= dict.fromkeys((f"t-{at}-{name}" for name in crossings), "on")
    return data


Q4 = ("Q4", [], 10)
Q10 = ("Q10", [], 10)
ASKED = {"act": "save", "purpose": "국회 제출 자료"}


def ask(client, round, *specs, **more):
    return client.post(address("release-new", round.key), rows(*specs, **{**ASKED, **more}))


def asked(client, round, *specs) -> Release:
    assert ask(client, round, *specs).status_code == 302
    return round.releases.latest("pk")


def passed(client, round, *specs) -> Release:
    release = asked(client, round, *specs or (Q4,))
    assert run_gate(release=release).state == GateRun.State.PASSED
    return release


def test_t77_request_is_drafted_protected_in_the_background_and_shown(analyst_client, round):
    release = asked(analyst_client, round, Q4, Q10)
    waiting = analyst_client.get(address("release", release.key))
    assert waiting.context["run"].state == "waiting"
    run_gate(release=release)
    page = analyst_client.get(address("release", release.key))
    assert [table.key for table in page.context["reading"].tables()] == ["Q4", "Q10"]
    table = analyst_client.get(address("release-table", release.key, "Q10"))
    assert table.context["table"].hidden == len(table.context["preview"])
    assert "공표 전 자료" in table.text


def test_r9_file_read_back_holds_the_cells_the_page_shows(analyst_client):
    release = make_release()
    data = json.loads(release.files.listed()[0].data)
    by_key = {table["key"]: table["cells"] for table in data["tables"]}
    for key, lines in by_key.items():
        page = analyst_client.get(address("release-table", release.key, key))
        shown = [row.cells for section in page.context["table"].sections() for row in section.rows]
        assert [[cell.entry for cell in cells] for cells in shown] == lines


def test_release_goes_from_review_to_the_public_by_two_people(
    analyst_client, approver_client, round
):
    release = passed(analyst_client, round)
    analyst_client.post(address("release-review", release.key), {"note": "표를 모두 읽음"})
    moment = timezone.localtime()
    form = {"publish_on": moment.date(), "publish_time": f"{moment:%H:%M}", "understood": "on"}
    assert analyst_client.post(address("release-approve", release.key), form).status_code == 404
    approver_client.post(address("release-approve", release.key), form)
    assert [one.pk for one in publish_due_releases()] == [release.pk]
    page = analyst_client.get(address("release", release.key))
    assert "공표 전 자료" not in page.text
    assert [step.act for step in page.context["steps"]]


def test_t100_whoever_reviewed_a_release_is_refused_as_its_approver(round, analyst, analyst_client):
    every = Permission.objects.filter(content_type__app_label="reporting")
    analyst.user_permissions.set(every)
    release = passed(analyst_client, round)
    analyst_client.post(address("release-review", release.key), {"note": "표를 모두 읽음"})
    later = timezone.localtime() + timedelta(days=1)
    form = {"publish_on": later.date(), "publish_time": "09:30", "understood": "on"}
    analyst_client.post(address("release-approve", release.key), form)
    release.refresh_from_db()
    assert release.state == Release.State.REVIEWED


def test_withdrawn_release_says_why_and_a_correction_replaces_a_published_one(
    analyst_client, approver_client, round
):
    release = passed(analyst_client, round)
    Release.objects.filter(pk=release.pk).update(state="published", publish_at=timezone.now())
    reason = {"reason": "표의 제목이 틀림"}
    analyst_client.post(address("release-correct", release.key), reason)
    correction = Release.objects.get(corrects=release)
    assert correction.publication == Release.objects.get(pk=release.pk).publication
    approver_client.post(address("release-withdraw", release.key), reason)
    page = analyst_client.get(address("release", release.key))
    assert page.context["release"].state == "withdrawn"
    assert reason["reason"] in page.text


def test_p6_release_overtaken_by_another_one_says_to_ask_anew(analyst_client, round):
    one, other = (passed(analyst_client, round, spec) for spec in (Q4, Q10))
    round.ledger.create(release=one, sha256=one.tables.sha256)
    page = analyst_client.get(address("release", other.key))
    assert page.context["is_overtaken"]
    assert page.context["permalink"] in page.text.replace("&amp;", "&")


def test_refused_request_says_why_and_offers_the_list(analyst_client, round):
    release = asked(analyst_client, round, Q4)
    run = release.gate_runs.get()
    run.state, run.cause = GateRun.State.REFUSED, GateRun.Cause.DIFFERENCING
    run.started_at = run.ended_at = timezone.now()
    run.reasons = ["A reader could work out Q4 at B10 M *."]
    run.save()
    page = analyst_client.get(address("release", release.key))
    assert run.reasons[0] in page.text and not page.context["may_run_again"]
    assert analyst_client.post(address("release-gate", release.key)).status_code == 302
    assert release.gate_runs.count() == 1


def test_request_of_a_table_too_fine_is_refused_before_anything_is_drafted(analyst_client, round):
    finest = ("Q11", ["by_office", "office_sex", "by_grade", "by_sex"], 100)
    page = ask(analyst_client, round, finest)
    assert page.context["editor"].estimate.too_fine
    assert page.context["form"].errors and not round.releases.exists()
    coarser = analyst_client.post(
        address("release-new", round.key), rows(finest, act="coarser:0")
    ).context["editor"]
    assert not coarser.specs[0].office_sex and coarser.specs[0].by_grade


def test_editor_buttons_add_move_and_take_out_without_keeping_anything(analyst_client, round):
    def press(act, **more):
        page = analyst_client.post(
            address("release-new", round.key), rows(Q4, Q10, act=act, **more)
        )
        return [spec.key for spec in page.context["editor"].specs]

    assert press("down:0") == press("up:1") == ["Q10", "Q4"]
    assert press("remove:0") == ["Q10"]
    assert press("add", add="Q5") == ["Q4", "Q10", "Q5"]
    assert press("up:0") == press("down:99") == press("add", add="Q4") == ["Q4", "Q10"]
    assert not AuditEntry.objects.filter(action="reporting.draft_release").exists()


def test_declaring_keeps_the_list_once_and_raises_only(analyst_client):
    draft = RoundFactory(state=Round.State.DRAFT)
    StratumFactory(round=draft)
    place = address("publication-declare", draft.key)
    low = analyst_client.post(place, rows(("Q13", ["by_sex"], 10), act="save", understood="on"))
    assert low.context["editor"].formset.errors and not PublicationPlan.objects.exists()
    sent = rows(("Q4", ["by_sex"], 20), act="save", understood="on")
    assert analyst_client.post(place, sent).status_code == 302
    plan = PublicationPlan.objects.get(round=draft)
    assert plan.publication["tables"][0]["least"] == 20
    assert analyst_client.get(place).status_code == 404
    assert analyst_client.get(address("publication", draft.key)).context["plan"] == plan


def test_round_page_lists_its_releases_with_state_and_purpose(analyst_client, round):
    release = passed(analyst_client, round)
    page = analyst_client.get(address("round", round.key))
    assert release.key in page.text and ASKED["purpose"] in page.text
    assert release.key in analyst_client.get(address("release-list")).text
