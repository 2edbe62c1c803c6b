"""The machine-readable releases: true to their description, kept by anybody, and nothing else."""

import json
import re

import jsonschema
import pytest
from django.core.cache import cache
from django.urls import get_resolver
from django.utils import timezone

from reporting.actions.release_states import withdraw_release
from reporting.models import Release
from reporting.openapi import DOCUMENT
from tests.factories.releases import Q4, approved_release, published_release, synthetic_round
from tests.factories.schools import UserFactory

pytestmark = pytest.mark.django_db
OWN = "/api/v1/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def schema_of(path: str, status: int) -> dict:
    answer = DOCUMENT["paths"][path]["get"]["responses"][str(status)]
    return {**answer["content"]["application/json"]["schema"], "components": DOCUMENT["components"]}


def checked(client, path: str, status: int = 200, **keys) -> dict:
    """The answer of a described path, held against its schema."""
    response = client.get(path.format(**keys))
    assert response.status_code == status and response["Content-Type"] == "application/json"
    data = json.loads(response.content)
    jsonschema.validate(data, schema_of(path, status))
    return data


def test_openapi_names_exactly_the_addresses_there_are(client):
    patterns = get_resolver("reporting.urls_api").url_patterns
    routes = {re.sub(r"<slug:(\w+)>", r"{\1}", OWN + str(p.pattern)) for p in patterns}
    assert routes == {*DOCUMENT["paths"], f"{OWN}openapi.json"}
    assert client.get(f"{OWN}openapi.json").json() == DOCUMENT


def test_every_answer_is_true_to_its_schema(client):
    release = published_release()
    listed = checked(client, f"{OWN}releases/")["releases"]
    assert [one["key"] for one in listed] == [release.key]
    detail = checked(client, f"{OWN}releases/{{key}}/", key=release.key)
    assert {t["table"] for t in detail["tables"]} == {"respondents", "Q4", "Q10"}
    for table in detail["tables"]:
        keys = {"key": release.key, "table": table["table"]}
        data = checked(client, f"{OWN}releases/{{key}}/tables/{{table}}/", **keys)
        assert table["url"].endswith(f"/tables/{data['table']}/")


def test_table_of_the_api_is_the_frozen_one(client):
    release = published_release()
    frozen = release.tables.read().table("Q10")
    data = client.get(f"{OWN}releases/{release.key}/tables/Q10/").json()
    bare = [[e.strip("[]") if isinstance(e, str) else e for e in r["counts"]] for r in data["rows"]]
    assert bare == [list(line) for line in frozen.cells]


def test_answers_carry_an_etag_and_open_cors_and_are_the_same_for_staff(client, analyst_client):
    address = f"{OWN}releases/{published_release().key}/tables/Q4/"
    first = client.get(address)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "public" in first["Cache-Control"] and not first["ETag"].startswith("W/")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert analyst_client.get(address)["ETag"] == first["ETag"]


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_api_takes_nothing_but_reading(client, verb):
    assert getattr(client, verb)(f"{OWN}releases/").status_code == 405


def test_release_is_not_in_the_api_before_its_minute(client):
    release = approved_release()
    assert checked(client, f"{OWN}releases/")["releases"] == []
    checked(client, f"{OWN}releases/{{key}}/", 404, key=release.key)


def test_withdrawn_release_is_gone_and_says_why_and_stays_in_the_list(client):
    release = published_release()
    withdraw_release(release=release, reason="제목이 틀렸습니다", by=UserFactory())
    paths = [f"{OWN}releases/{{key}}/", f"{OWN}releases/{{key}}/tables/{{table}}/"]
    for path in paths:
        refusal = checked(client, path, 410, key=release.key, table="Q4")
        assert refusal["ended"]["reason"] == "제목이 틀렸습니다"
        assert refusal["ended"]["at"][:10] <= timezone.now().date().isoformat()
    assert checked(client, f"{OWN}releases/")["releases"][0]["state"] == "withdrawn"


def test_corrected_release_names_its_correction_and_the_other_way_round(client):
    first = published_release(synthetic_round(), Q4)
    second = published_release(first.round, Q4, corrects=first)
    detail = checked(client, f"{OWN}releases/{{key}}/", key=first.key)
    assert (detail["state"], detail["corrected_by"]) == ("corrected", second.key)
    assert checked(client, f"{OWN}releases/{{key}}/", key=second.key)["corrects"] == first.key


HOSTILE = ["' OR 1=1--", "2026-9-r1'; DROP TABLE x", "%27", "..%2F..", "-r", f"x-r{'9' * 20}"]
HOSTILE += ["2026-9-r-1", "2026-9-r٣", "2026-9-r1%00", '{"$ne":1}', "Q4;Q10", "*", "Q4)", "🦊"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_t107_parameters_of_the_api_name_a_listed_thing_or_nothing(client, hostile):
    release = published_release()
    for key, table in ((hostile, "Q4"), (release.key, hostile)):
        for query in ("", "?table=Q10&key=1' OR 1=1"):
            response = client.get(f"{OWN}releases/{key}/tables/{table}/{query}")
            assert response.status_code == 404
    assert Release.objects.count() == 1


def test_t107_query_changes_no_answer(client):
    address = f"{OWN}releases/{published_release().key}/tables/Q4/"
    assert client.get(f"{address}?table=Q10&least=1").content == client.get(address).content
