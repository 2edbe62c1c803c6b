"""The survey service inside the tests' process: its addresses, middleware and shell."""

import copy

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from reporting.collector.actions import load_codes
from tests.browser import ADVICE, ARGUMENTS, find_chromium
from tests.factories.survey import GivenRound

# As in config/settings/survey.py, which cannot be imported beside the platform's settings.
MIDDLEWARE = [
    "reporting.collector.middleware.NothingStoredMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "core.context_processors.shell",
    "reporting.collector.context_processors.survey_shell",
]


@pytest.fixture
def survey_settings(settings, tmp_path):
    """This process speaks as the survey service, with folders of its own."""
    templates = copy.deepcopy(django_settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"] = CONTEXT_PROCESSORS
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "config.urls.survey"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.SERVICE_KIND = "survey"
    settings.SECURE_REFERRER_POLICY = "no-referrer"
    settings.EXCHANGE_DIR = tmp_path / "exchange"
    settings.PEPPER_DIR = tmp_path / "peppers"
    return settings


@pytest.fixture
def survey_client(survey_settings) -> Client:
    """A browser of a stranger, who sends a cookie of another site with everything."""
    client = Client()
    client.cookies["session"] = "canary-cookie"
    return client


@pytest.fixture
def given_round(survey_settings) -> GivenRound:
    """An open round without codes; needs no database."""
    return GivenRound(survey_settings.EXCHANGE_DIR, survey_settings.BUNDLE_SIGNING_KEY).open()


@pytest.fixture
def round_with_codes(given_round) -> GivenRound:
    """An open round with three codes per stratum loaded; needs the survey's database."""
    load_codes(given_round.draw_codes())
    return given_round


@pytest.fixture(scope="module")
def chromium():
    """A real Chromium, for one module: Playwright's loop must not outlive it.

    While that loop runs in this thread Django would refuse the tests' own queries, and it has
    other connections than outside: an open one would outlive the database it is connected to.
    """
    path = find_chromium()
    assert path, ADVICE
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def new_page(chromium):
    """Makes pages, each in a browser context of its own."""
    contexts = []

    def make(width: int = 360, **options):
        context = chromium.new_context(viewport={"width": width, "height": 740}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def survey_server(survey_settings) -> str:
    """The survey service on a port of this machine; returns its origin."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert not thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
    for connection in connections.all():
        connection.close()
