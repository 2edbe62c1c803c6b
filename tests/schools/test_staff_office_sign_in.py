"""Sign-in at an office of education, against a real provider on this machine."""

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from config.env import office_sign_ins
from schools.models import User
from tests.factories.schools import UserFactory, staff_as, teacher_of
from tests.fixtures_schools import TOTP_SECRET
from tests.schools.oidc_server import CLIENT_ID, CLIENT_SECRET, Provider

pytestmark = pytest.mark.django_db
START = "/ko/accounts/oidc/office/login/?process=login"


@pytest.fixture(scope="module")
def running_provider():
    provider = Provider()
    yield provider
    provider.shutdown()
    provider.server_close()


@pytest.fixture
def provider(running_provider, settings):
    """An office's provider, which may speak for office.example and no other domain."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "office",
                    "name": "시연교육청",
                    "client_id": CLIENT_ID,
                    "secret": CLIENT_SECRET,
                    "settings": {
                        "server_url": running_provider.url,
                        "domains": ["office.example"],
                    },
                }
            ],
        }
    }
    return running_provider


def come_by(client, provider, email, *, is_verified=True, start=START):
    """Walk through the office's sign-in; returns the last answer of the platform."""
    provider.claims = {"sub": "1", "email": email, "email_verified": is_verified}
    there = client.get(start)
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/")
    return client.get(back.removeprefix("http://testserver"))


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_page_offers_the_office_only_where_one_is_named(client, settings, provider):
    assert "시연교육청" in client.get(reverse("account_login")).text
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "시연교육청" not in client.get(reverse("account_login")).text


def test_office_opens_the_account_with_this_email(client, provider, classroom):
    person = teacher_of(classroom, email="teacher@office.example")
    answer = come_by(client, provider, "Teacher@Office.example")
    assert answer.url == reverse("schools:staff-home") and is_in(client)
    person.refresh_from_db()
    assert person.has_usable_password(), "the password stays"
    assert not SocialAccount.objects.exists(), "nothing is linked"


@pytest.mark.parametrize(
    ("email", "is_verified"),
    [
        ("teacher@office.example", False),
        ("teacher@office.example", "true"),
        ("other@elsewhere.example", True),
        ("nobody@office.example", True),
        ("", True),
    ],
)
def test_office_opens_nothing_else_and_makes_no_account(
    client, provider, classroom, email, is_verified
):
    teacher_of(classroom, email="teacher@office.example")
    teacher_of(classroom, email="other@elsewhere.example")
    before = User.objects.count()
    answer = come_by(client, provider, email, is_verified=is_verified)
    assert answer.url == reverse("account_login") and not is_in(client)
    assert User.objects.count() == before


def test_disabled_account_is_not_opened(client, provider):
    UserFactory(email="gone@office.example", is_active=False)
    come_by(client, provider, "gone@office.example")
    assert not is_in(client)


def test_invited_person_may_come_in_by_the_office(client, provider):
    person = UserFactory(email="new@office.example", password=None)
    come_by(client, provider, person.email)
    person.refresh_from_db()
    assert is_in(client) and not person.is_invited


def test_second_step_is_asked_all_the_same(client, provider):
    analyst = staff_as("analyst", email="analyst@office.example")
    TOTP.activate(analyst, TOTP_SECRET)
    answer = come_by(client, provider, analyst.email)
    assert answer.url.endswith(reverse("mfa_authenticate")) and not is_in(client)


def test_role_that_needs_a_second_step_sets_it_up_first(client, provider):
    analyst = staff_as("analyst", email="analyst@office.example", password=None)
    come_by(client, provider, analyst.email)
    assert client.get(reverse("schools:staff-home")).url == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_answer_for_another_browser_is_refused(client, provider, classroom):
    teacher_of(classroom, email="teacher@office.example")
    provider.claims = {"sub": "1", "email": "teacher@office.example", "email_verified": True}
    there = client.get(START)
    back = requests.get(there.url, allow_redirects=False, timeout=5).headers["Location"]
    stranger = Client()
    stranger.get(back.removeprefix("http://testserver"))
    assert not is_in(stranger)


def test_account_is_never_linked_to_an_office(client, provider, classroom):
    person = teacher_of(classroom, email="teacher@office.example")
    client.force_login(person)
    start = START.replace("process=login", "process=connect")
    come_by(client, provider, "teacher@office.example", start=start)
    assert not SocialAccount.objects.exists()


def test_office_without_domains_is_refused_at_start(monkeypatch):
    named = '[{"id": "a", "name": "b", "client_id": "c", "secret": "d", "server_url": "e"%s}]'
    monkeypatch.setenv("OIDC_PROVIDERS", named % "")
    with pytest.raises(ImproperlyConfigured, match="domains"):
        office_sign_ins()
    monkeypatch.setenv("OIDC_PROVIDERS", named % ', "domains": ["Office.Example"]')
    assert office_sign_ins()[0]["settings"]["domains"] == ["office.example"]
