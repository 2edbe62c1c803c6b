"""What the service says in every answer, what it forgets, and what its server may write down."""

import logging
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.test import RequestFactory

from reporting.collector import middleware, server_settings

pytestmark = pytest.mark.django_db(databases=["survey"])
PAGES = ["/ko/", "/en/", "/ko/m/", "/en/e/", "/ko/done/", "/ko/how-we-keep-it/", "/ko/calendar/"]
CANARY = "canary-7731"


@pytest.mark.parametrize("path", [*PAGES, "/", "/ko/nothing/", "/send/"])
def test_i12_every_answer_has_the_fixed_headers_and_sets_no_cookie(
    survey_client, round_with_codes, path
):
    response = survey_client.get(path)
    for name, value in middleware.FIXED_HEADERS.items():
        assert response.headers[name] == value
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert not {"Set-Cookie", "ETag", "X-Request-Id"} & set(response.headers)


@pytest.mark.parametrize("path", PAGES)
def test_i12_a_cookie_or_who_asks_changes_nothing(survey_client, round_with_codes, path):
    plain = survey_client.get(path)
    told = survey_client.get(
        path,
        headers={
            "cookie": f"session={CANARY}",
            "authorization": f"Bearer {CANARY}",
            "accept-language": "en",
            "user-agent": CANARY,
            "referer": f"http://{CANARY}.example/",
        },
        REMOTE_ADDR="203.0.113.9",
    )
    assert told.content == plain.content


def test_i12_nothing_of_who_asks_reaches_the_code():
    seen = []
    service = middleware.NothingStoredMiddleware(
        lambda request: seen.append(request) or HttpResponse("page")
    )
    told = {"cookie": f"a={CANARY}", "referer": CANARY, "user-agent": CANARY, "x-real-ip": CANARY}
    request = RequestFactory(REMOTE_ADDR=CANARY).get("/ko/", headers=told)
    service(request)
    assert CANARY not in str(seen[0].META)
    assert seen[0].COOKIES == {}


@pytest.mark.parametrize("path", PAGES)
def test_t76_page_names_no_other_host_than_its_help_link(
    survey_client, round_with_codes, path, survey_settings
):
    text = survey_client.get(path).content.decode()
    own = survey_settings.PLATFORM_URL
    assert [url for url in re.findall(r"https?://[^\"' ]+", text) if not url.startswith(own)] == []
    assert "onclick" not in text and "<style" not in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 400),
        ({"sec-fetch-site": "none"}, 400),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "null"}, 400),
        ({"origin": "http://testserver", "host": "testserver"}, 400),
        ({}, 400),
    ],
)
def test_post_from_another_site_is_refused(survey_client, survey_settings, headers, status):
    survey_settings.ALLOWED_HOSTS = ["testserver"]
    response = survey_client.post("/send/", "{}", content_type="application/json", headers=headers)
    assert response.status_code == status


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"code": "' + CANARY.encode() + b'"}', b"x" * 60_000],
)
def test_i15_refused_message_leaves_nothing_in_any_log(
    survey_client, round_with_codes, caplog, body
):
    with caplog.at_level(logging.DEBUG, logger="reporting"):
        response = survey_client.post("/send/", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json() == {"outcome": "refused"}
    assert CANARY not in caplog.text


def test_i15_failure_inside_is_logged_by_its_kind_alone(
    survey_client, round_with_codes, caplog, monkeypatch
):
    def fail(body):
        raise RuntimeError(body)

    monkeypatch.setattr("reporting.collector.views.sending.from_json", fail)
    survey_client.raise_request_exception = False
    response = survey_client.post(f"/send/?{CANARY}", CANARY, content_type="text/plain")
    ours = [record for record in caplog.records if record.name.startswith("reporting")]
    assert response.status_code == 500
    assert [record.getMessage() for record in ours] == ["a request failed: RuntimeError"]
    assert not any(record.exc_info for record in ours)


def test_i18_server_runs_with_the_settings_the_promise_needs():
    assert server_settings.wrong_settings() == []


def test_i18_other_setting_is_named_and_stops_the_start(monkeypatch):
    monkeypatch.setitem(server_settings.REQUIRED, "log_statement", "ddl")
    with pytest.raises(CommandError, match="log_statement is none, must be ddl"):
        call_command("check_server")
    assert "collector.E001" in [error.id for error in run_checks(databases=["survey"])]


def test_i18_start_is_allowed_over_a_server_that_keeps_the_promise():
    own = connections["survey"].connection
    server_settings.require_kept_promise()
    assert connections["survey"].connection is own and not own.closed


def test_i18_start_over_another_server_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setitem(server_settings.REQUIRED, "archive_mode", "always")
    with pytest.raises(
        server_settings.PromiseNotKept,
        match=r"^The survey's database server: archive_mode is off, must be always\.$",
    ):
        server_settings.require_kept_promise()


def test_i18_asking_at_the_start_leaves_no_connection_for_forked_workers(monkeypatch):
    made = []
    copy = BaseDatabaseWrapper.copy

    def watched(self, alias=None):
        made.append(copy(self, alias))
        return made[-1]

    monkeypatch.setattr(BaseDatabaseWrapper, "copy", watched)
    server_settings.require_kept_promise()
    assert [one.connection for one in made] == [None]


PAGE_OF_PROMISES = [
    ("ko", "데이터베이스와 내 코드 종이를 둘 다 가진 사람", "무엇을 답하든"),
    ("en", "both our database and your paper slip", "the same number of pages"),
]


@pytest.mark.parametrize(("language", "slip", "pages"), PAGE_OF_PROMISES)
def test_page_of_promises_says_what_a_slip_and_the_number_of_pages_can_tell(
    survey_client, given_round, language, slip, pages
):
    text = survey_client.get(f"/{language}/how-we-keep-it/").content.decode()
    assert slip in text
    assert pages in text


def test_i10_tables_hold_bytes_and_short_names_only():
    with connections["survey"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type, column_default"
            " FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name LIKE 'collector%'"
        )
        columns = cursor.fetchall()
    assert {(table, name) for table, name, _, _ in columns} == {
        ("collector_code", "digest"),
        ("collector_code", "round"),
        ("collector_code", "stratum"),
        ("collector_spent", "mark"),
        ("collector_spent", "round"),
        ("collector_answer", "id"),
        ("collector_answer", "round"),
        ("collector_answer", "stratum"),
        ("collector_answer", "ciphertext"),
        ("collector_tally", "round"),
        ("collector_tally", "stratum"),
        ("collector_tally", "accepted"),
    }
    kinds = {name: kind for _, name, kind, _ in columns}
    assert kinds.pop("accepted") == "integer"
    assert set(kinds.values()) == {"bytea", "character varying"}
    assert {default for _, _, _, default in columns} == {None}


def test_i09_service_loads_no_accounts_sessions_wagtail_or_secret_of_the_platform():
    program = (
        "import sys, django; django.setup()\n"
        "from django.conf import settings\n"
        "from reporting.collector import urls\n"
        "print(*sys.modules, *dir(settings))"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.survey",
        "DEPLOYMENT": "test",
        "SECRET_KEY": "only-for-tests",
        "BUNDLE_PUBLIC_KEY": settings.BUNDLE_PUBLIC_KEY,
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=settings.PROJECT_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "reporting.collector.actions" in loaded
    forbidden = {
        "django.contrib.sessions",
        "django.contrib.auth",
        "django.contrib.messages",
        "wagtail",
        "allauth",
        "schools",
        "curriculum",
        "reporting.models",
        "core.models",
        "BUNDLE_SIGNING_KEY",
        "PIN_PEPPER",
    }
    assert loaded & forbidden == set()
