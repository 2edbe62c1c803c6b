"""T-100: no file leaves without a purpose, a second person where one is due, and in its day."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from reporting.actions import SamePerson
from reporting.actions.exporting import (
    NoSuchFile,
    NotReady,
    NotTheirs,
    NotWaiting,
    PurposeMissing,
    RefusalUnexplained,
    allow_export,
    fetch_export,
    refuse_export,
    request_export,
)
from reporting.models import ExportRequest
from tests.factories.reporting import make_release
from tests.factories.schools import UserFactory
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db
PURPOSE = "국회 제출 자료"


@pytest.fixture
def release():
    return make_release()


@pytest.fixture
def second():
    user = UserFactory()
    names = ["approve_release", "view_tables"]
    of_reporting = Permission.objects.filter(content_type__app_label="reporting")
    user.user_permissions.set(of_reporting.filter(codename__in=names))
    return user


def asked(release, by, **more):
    facts = {"file_name": release.files.listed()[0].name, "purpose": PURPOSE, **more}
    return request_export(release=release, **facts, by=by)


def grow_old(export):
    past = timezone.now() - timedelta(seconds=1)
    ExportRequest.objects.filter(pk=export.pk).update(expires_at=past)
    export.refresh_from_db()


@pytest.mark.parametrize("purpose", ["", "   "])
def test_t100_export_without_a_purpose_is_refused(release, analyst, purpose):
    with pytest.raises(PurposeMissing):
        asked(release, analyst, purpose=purpose)
    assert not ExportRequest.objects.exists() and not AuditEntry.objects.exists()


def test_t100_unpublished_file_is_not_handed_out_before_a_second_person(release, analyst, second):
    export = asked(release, analyst)
    with pytest.raises(NotReady):
        fetch_export(export=export, by=analyst)
    with pytest.raises(SamePerson):
        allow_export(export=export, by=analyst)
    allow_export(export=export, by=second)
    assert fetch_export(export=export, by=analyst).sha256 == release.tables.sha256


def test_t100_file_is_not_handed_out_after_its_day(release, analyst, second):
    export = allow_export(export=asked(release, analyst), by=second)
    assert export.expires_at - export.decided_at <= timedelta(hours=24, seconds=1)
    grow_old(export)
    with pytest.raises(NotReady):
        fetch_export(export=export, by=analyst)


def test_t100_refused_export_says_why_and_stays_refused(release, analyst, second):
    export = asked(release, analyst)
    with pytest.raises(RefusalUnexplained):
        refuse_export(export=export, reason=" ", by=second)
    refuse_export(export=export, reason="목적이 넓음", by=second)
    with pytest.raises(NotWaiting):
        allow_export(export=export, by=second)
    with pytest.raises(NotReady):
        fetch_export(export=export, by=analyst)


def test_t100_file_is_handed_to_whoever_asked_and_to_nobody_else(release, analyst, second):
    export = allow_export(export=asked(release, analyst), by=second)
    for somebody in (second, UserFactory()):
        with pytest.raises(NotTheirs):
            fetch_export(export=export, by=somebody)


def test_every_download_is_written_down_and_gives_the_same_bytes(release, analyst, second):
    export = allow_export(export=asked(release, analyst), by=second)
    first, again = (fetch_export(export=export, by=analyst).data for _ in range(2))
    assert first == again
    lines = AuditEntry.objects.filter(action="reporting.fetch_export", by=analyst)
    assert {line.reason for line in lines} == {PURPOSE}
    assert [release.tables.sha256 in line.target for line in lines] == [True, True]


def test_published_file_needs_a_purpose_alone(analyst):
    export = asked(make_release(state="published"), analyst)
    assert export.is_ready and export.decided_in is None
    assert fetch_export(export=export, by=analyst).data


@pytest.mark.parametrize("name", ["", "../settings.py", "2026-1-r1.sav"])
def test_file_that_a_release_does_not_have_is_refused(release, analyst, name):
    with pytest.raises(NoSuchFile):
        asked(release, analyst, file_name=name)


def test_pages_lead_from_asking_to_the_file(release, analyst, analyst_client, second):
    name = release.files.listed()[0].name
    address = reverse("reporting:export-new", args=[release.key])
    short = analyst_client.post(address, {"file_name": name, "purpose": "ab"})
    assert "error-summary" in short.text and not ExportRequest.objects.exists()
    sent = analyst_client.post(address, {"file_name": name, "purpose": PURPOSE})
    export = ExportRequest.objects.get()
    assert sent.url == reverse("reporting:export", args=[export.pk])
    file = reverse("reporting:export-file", args=[export.pk])
    assert analyst_client.post(file).url == sent.url
    decide = reverse("reporting:export-decide", args=[export.pk])
    assert analyst_client.post(decide, {"decision": "allow"}).status_code == 404
    client_past_second_factor(second).post(decide, {"decision": "allow"})
    got = analyst_client.post(file)
    assert got.content == release.files.listed()[0].data
    assert name in got["Content-Disposition"]
    assert analyst_client.get(file).url == sent.url


def test_refusal_on_the_page_asks_for_a_reason_and_tells_it(release, analyst, second):
    export = asked(release, analyst)
    client = client_past_second_factor(second)
    address = reverse("reporting:export-decide", args=[export.pk])
    assert "error-summary" in client.post(address, {"decision": "refuse"}).text
    client.post(address, {"decision": "refuse", "reason": "목적이 넓음"})
    assert "목적이 넓음" in client.get(reverse("reporting:export", args=[export.pk])).text
    assert client.get(address).status_code == 404
