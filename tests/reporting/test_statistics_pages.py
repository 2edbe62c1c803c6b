"""The public's pages of a release: what is read, taken and kept, and what is not."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from core.models import AuditEntry
from reporting.actions.handing_out import (
    FileDamaged,
    PurposeMissing,
    count_download,
    hand_out_file,
)
from reporting.actions.release_states import withdraw_release
from reporting.models import DownloadCount, Release, ReleaseFile
from tests.factories.releases import (
    Q4,
    approved_release,
    gated_release,
    published_release,
    synthetic_round,
)
from tests.factories.schools import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def address(name, *parts, language="ko"):
    with translation.override(language):
        return reverse(f"reporting:statistics{name}", args=parts)


def test_release_is_not_there_before_its_minute_and_is_after_it(client):
    release = approved_release()
    Release.objects.filter(pk=release.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    addresses = [
        address("-release", release.key),
        address("-table", release.key, "Q4"),
        address("-chart", release.key, f"{release.key}-Q4-ko.svg"),
        address("-file", release.key, f"{release.key}.zip"),
    ]
    assert [client.get(one).status_code for one in addresses] == [404] * 4
    assert release.key not in client.get(address("")).content.decode()
    Release.objects.filter(pk=release.pk).update(state="published")
    assert [client.get(one).status_code for one in addresses] == [200] * 4


@pytest.mark.parametrize("language", ["ko", "en"])
def test_release_page_says_finding_first_then_shows_chart_table_method_and_files(client, language):
    release = published_release()
    text = client.get(address("-release", release.key, language=language)).content.decode()
    found = {"ko": "전국", "en": "Nationwide"}[language]
    assert found in text
    parts = ('id="found-title"', 'id="table-Q4"', "<figure", "<table", 'id="method-title"')
    start = text.index('id="table-respondents"')
    order = [text.index('id="found-title"'), start, text.index('id="table-Q4"')]
    order += [text.index(part, order[-1]) for part in parts[2:]]
    assert order == sorted(order) and 'id="files-title"' in text[order[-1] :]
    assert all(file.sha256 in text for file in release.files.listed())
    assert f"{release.key}-Q4-{language}.svg" in text
    assert "<script>" not in text and "style=" not in text
    hints = re.findall(r'<p class="hint">\s*(.*)', text[start:])
    assert hints[0][:3] not in ("Q4.", "res") and hints[1].startswith("Q4. ")


def test_public_page_is_kept_by_anybody_and_not_sent_twice(client):
    page = address("-release", published_release().key)
    first = client.get(page)
    assert first["Cache-Control"] == "public, max-age=60" and not first.cookies
    again = client.get(page, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_page_of_somebody_signed_in_stays_out_of_caches(analyst_client):
    response = analyst_client.get(address("-release", published_release().key))
    assert "no-store" in response["Cache-Control"]


def test_release_page_asks_the_database_little(client, django_assert_max_num_queries):
    page = address("-release", published_release().key)
    client.get(address(""))
    with django_assert_max_num_queries(4):
        assert client.get(page).status_code == 200


def test_withdrawn_release_says_when_and_why_and_shows_no_number(client):
    release = published_release()
    page = address("-release", release.key)
    assert client.get(page).status_code == 200
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda act: act())
        withdraw_release(release=release, reason="제목이 틀렸습니다", by=UserFactory())
    response = client.get(page)
    text = response.content.decode()
    assert response.status_code == 410 and "제목이 틀렸습니다" in text
    assert timezone.localdate().isoformat() in text
    assert "<img" not in text.split("<main")[1] and "data-table" not in text
    assert client.get(address("-table", release.key, "Q4")).status_code == 404
    assert client.get(address("-file", release.key, f"{release.key}.zip")).status_code == 404


def test_corrected_release_leads_to_its_correction_and_stays_readable(client):
    first = published_release(synthetic_round(), Q4)
    second = published_release(first.round, Q4, corrects=first)
    text = client.get(address("-release", first.key)).content.decode()
    assert address("-release", second.key) in text and 'id="table-Q4"' in text
    assert f"[r] {first.key}" in client.get(address("-release", second.key)).content.decode()


def test_table_page_shows_every_row_of_the_frozen_table(client):
    release = published_release()
    frozen = release.tables.read().table("Q10")
    text = client.get(address("-table", release.key, "Q10")).content.decode()
    assert text.count('<th scope="row">') == len(frozen.rows)
    assert client.get(address("-table", release.key, "Q99")).status_code == 404


def test_download_of_the_public_asks_for_a_purpose_and_counts_nobody(client):
    release = published_release()
    file = release.files.get(name=f"{release.key}-Q4.csv")
    page = address("-file", release.key, file.name)
    assert client.post(page, {"purpose": "whatever"}).status_code == 200
    assert not DownloadCount.objects.exists()
    bodies = {client.post(page, {"purpose": "research"}).content for _ in range(2)}
    assert bodies == {bytes(file.data)}
    counted = DownloadCount.objects.get()
    assert (counted.file, counted.purpose, counted.times) == (file, "research", 2)
    assert not AuditEntry.objects.filter(action="reporting.hand_out_file").exists()


def test_download_of_staff_is_written_down_by_name(analyst, analyst_client):
    release = published_release()
    name = f"{release.key}-ko.xlsx"
    analyst_client.post(address("-file", release.key, name), {"purpose": "policy"})
    line = AuditEntry.objects.get(action="reporting.hand_out_file")
    sha256 = release.files.get(name=name).sha256
    assert (line.by, line.target, line.reason) == (analyst, f"{name} sha256:{sha256}", "policy")
    assert not DownloadCount.objects.exists()


def test_t100_file_is_not_handed_out_without_a_purpose():
    file = gated_release(None, Q4).files.listed().first()
    with pytest.raises(PurposeMissing):
        hand_out_file(file=file, purpose="  ", by=UserFactory())
    with pytest.raises(PurposeMissing):
        count_download(file=file, purpose="anything")


def test_second_download_gives_the_same_bytes_and_damaged_ones_are_refused():
    file = gated_release(None, Q4).files.listed().first()
    one, other = (hand_out_file(file=file, purpose="국회 제출", by=UserFactory()) for _ in "12")
    assert one == other == bytes(file.data)
    file.data = file.data + b"x"
    with pytest.raises(FileDamaged):
        hand_out_file(file=file, purpose="국회 제출", by=UserFactory())


def test_part_of_the_page_is_no_file_for_people(client):
    release = published_release()
    part = release.files.filter(kind=ReleaseFile.Kind.PAGE).first()
    assert client.get(address("-file", release.key, part.name)).status_code == 404


def test_form_for_a_file_refuses_what_comes_from_elsewhere():
    release = published_release()
    strict = Client(enforce_csrf_checks=True)
    page = address("-file", release.key, f"{release.key}.zip")
    assert strict.post(page, {"purpose": "research"}).status_code == 403


def test_charts_are_seen_by_staff_before_the_release_is_public_and_kept_by_nobody(analyst_client):
    release = gated_release(None, Q4)
    picture = analyst_client.get(address("-chart", release.key, f"{release.key}-Q4-ko.svg"))
    assert picture["Content-Type"] == "image/svg+xml" and "no-store" in picture["Cache-Control"]
    assert picture.content == bytes(release.files.get(name=f"{release.key}-Q4-ko.svg").data)
