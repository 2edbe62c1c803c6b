"""T-95: help and "your answers are saved" without a database, and without us."""

import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from http.client import HTTPConnection

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from config.env import environment_with
from curriculum.actions import ensure_editor_rights
from helplines.actions import load_help_channels, write_static_help
from helplines.directory import all_channels
from helplines.models import HelpChannel
from helplines.static_copy import copied_channels
from tests.factories.helplines import make_channel
from tests.factories.schools import staff_as
from tests.house.project import ROOT

PAGES = [
    f"{language}/{page}"
    for language in ("ko", "en")
    for page in ("help", "help/first-steps", "help/cards", "leave", "saved", "formulas")
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STATIC_HELP_DIR = tmp_path / "static-help"
    cache.clear()
    yield settings.STATIC_HELP_DIR
    cache.clear()


@pytest.fixture
def no_database():
    """Every statement fails from here on."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
def test_t95_copies_are_the_pages_in_both_languages(folder, client):
    load_help_channels()
    call_command("write_static_help")
    for page in PAGES:
        copy = (folder / page / "index.html").read_text("utf-8")
        assert f'lang="{page[:2]}"' in copy
        assert "csrf" not in copy and 'href="#"' not in copy
    assert "tel:1366" in (folder / "ko/help/first-steps/index.html").read_text("utf-8")


@pytest.mark.django_db
def test_t95_copies_ask_for_nothing_but_static_files(folder):
    write_static_help()
    for page in PAGES:
        copy = (folder / page / "index.html").read_text("utf-8")
        loaded = re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', copy)
        assert loaded and all(address.startswith("/static/") for address in loaded)


@pytest.mark.django_db
def test_t95_copied_channels_are_those_of_the_records(folder):
    load_help_channels()
    HelpChannel.objects.filter(key="1388").update(phone="1399", checked_on=date(2027, 1, 5))
    cache.clear()
    before = all_channels()
    write_static_help()
    assert copied_channels() == before


@pytest.mark.django_db
def test_t95_without_database_the_last_copied_numbers_are_shown(client, request):
    load_help_channels()
    HelpChannel.objects.filter(key="1388").update(phone="1399")
    cache.clear()
    write_static_help()
    cache.clear()
    request.getfixturevalue("no_database")
    page = client.get(reverse("helplines:guidance")).text
    assert "tel:1399" in page and "tel:1388" not in page


@pytest.mark.django_db
def test_t95_broken_copy_of_the_channels_gives_way_to_the_content_file(folder, no_database):
    folder.mkdir(parents=True)
    (folder / "channels.json").write_text('[{"key": "112"}]', "utf-8")
    assert {"112", "1388"} <= {channel.key for channel in all_channels()}


@pytest.mark.django_db
def test_t95_page_that_fails_is_served_from_its_copy(monkeypatch):
    write_static_help()
    cache.clear()

    def fail():
        raise RuntimeError("some fault of ours")

    monkeypatch.setattr("helplines.views.all_channels", fail)
    browser = Client(raise_request_exception=False)
    assert browser.get("/ko/help/").status_code == 200
    assert "tel:1366" in browser.get("/en/help/first-steps/").text
    assert browser.post("/ko/help/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_t95_copies_follow_a_reviewer(client, folder, verb, django_capture_on_commit_callbacks):
    ensure_editor_rights()
    channel = make_channel(phone="901")
    write_static_help()
    reviewer = staff_as("reviewer")
    # The role may not delete; whoever is once given the right leaves no old copy behind either.
    reviewer.user_permissions.add(Permission.objects.get(codename="delete_helpchannel"))
    client.force_login(reviewer)
    name = f"wagtailsnippets_helplines_helpchannel:{verb}"
    data = {
        field.name: getattr(channel, field.name)
        for field in HelpChannel._meta.fields
        if field.name not in ("id", "is_in_strip")
    }
    data |= {"phone": "902", "is_in_strip": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse(name, args=[channel.pk]), data)
    assert answer.status_code == 302
    assert "901" not in (folder / "ko/help/index.html").read_text("utf-8")


@pytest.mark.django_db
def test_t95_command_says_when_it_cannot_write(settings, tmp_path):
    (tmp_path / "a-file").write_text("", "utf-8")
    settings.STATIC_HELP_DIR = tmp_path / "a-file"
    with pytest.raises(CommandError, match="could not be written"):
        call_command("write_static_help")


@pytest.mark.django_db
def test_t95_page_of_a_fault_shows_the_numbers_of_the_records(monkeypatch):
    make_channel(phone="901", phone_note_ko="지역번호+901")
    all_channels()
    monkeypatch.setattr("helplines.views.FORMULAS", 7)  # a page that cannot be made
    answer = Client(raise_request_exception=False).get("/ko/formulas/")
    assert answer.status_code == 500 and "tel:901" in answer.text
    assert "지역번호+901" in answer.text


@pytest.fixture(scope="module")
def server_without_database(tmp_path_factory):
    """The platform as it is deployed, with a database address where nothing listens."""
    ports = [_free_port(), _free_port()]
    data = tmp_path_factory.mktemp("data")
    environment = environment_with(
        without=("DATABASE_ROLE", "SURVEY_DATABASE_URL"),
        DJANGO_SETTINGS_MODULE="config.settings.platform",
        DEPLOYMENT="demo",
        DATABASE_URL=f"postgres://nobody@127.0.0.1:{ports[0]}/nothing",
        DATA_DIR=str(data),
        TOMBSTONES_DIR=str(data / "tombstones"),
        # The tests' own, published ones: what is asked here needs no secret.
        SECRET_KEY="only-for-tests",
        PIN_PEPPER="only-for-tests",
    )
    run = [sys.executable, "-W", "ignore"]
    collect = [*run, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    serve = f"-m granian --interface wsgi --port {ports[1]} --no-ws config.wsgi:application"
    with (data / "log").open("w") as log:
        process = subprocess.Popen(
            [*run, *serve.split()], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_for(ports[1], data / "log")
        yield f"http://localhost:{ports[1]}"
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.mark.parametrize("cookie", ["", "session=abcdefghijklmnop"])
@pytest.mark.parametrize("page", PAGES)
def test_t95_running_server_whose_database_is_gone_still_helps(
    server_without_database, page, cookie
):
    status, text = _ask(f"{server_without_database}/{page}/", cookie)
    assert status == 200
    assert "formulas" in page or "1388" in text


def test_t95_other_pages_of_that_server_fail_with_help_on_them(server_without_database):
    status, text = _ask(f"{server_without_database}/ko/read/", "")
    assert status == 500
    assert "tel:1366" in text and "지역번호+1388" in text
    assert _ask(f"{server_without_database}/healthz", "")[0] == 503


def _ask(address: str, cookie: str) -> tuple[int, str]:
    host, _, path = address.removeprefix("http://").partition("/")
    with closing(HTTPConnection(host, timeout=20)) as asking:
        asking.request("GET", f"/{path}", headers={"Cookie": cookie} if cookie else {})
        answer = asking.getresponse()
        return answer.status, answer.read().decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, log) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise AssertionError(log.read_text())
