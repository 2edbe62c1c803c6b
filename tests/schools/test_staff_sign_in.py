"""Guessing, forgotten passwords and asking again: every way to a member of staff's account."""

import re
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from allauth.account import app_settings
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from curriculum.urls import urlpatterns as class_addresses
from reporting.urls import urlpatterns as reporting_addresses
from schools import step_up
from schools.urls import urlpatterns as school_addresses
from tests.factories.reporting import make_release
from tests.factories.schools import PASSWORD, UserFactory, staff_as
from tests.fixtures_schools import TOTP_SECRET, client_past_second_factor, log_in

pytestmark = pytest.mark.django_db
NEW = "a long and quiet evening"
RESET = "/ko/accounts/password/reset/"


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def guess(user, *, times):
    for _ in range(times):
        log_in(Client(), user, "wrong password")


def test_t18_tries_at_sign_in_count_where_a_password_is_asked_again(teacher):
    client = client_past_second_factor(teacher)
    guess(teacher, times=10)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    records = client.session[AUTHENTICATION_METHODS_SESSION_KEY]
    assert not [record for record in records if record.get("reauthenticated")]


def test_t18_tries_where_a_password_is_asked_again_count_at_sign_in(teacher):
    client = client_past_second_factor(teacher)
    for _ in range(10):
        client.post(reverse("account_reauthenticate"), {"password": "wrong password"})
    entering = Client()
    log_in(entering, teacher)
    assert not is_in(entering)


def test_t18_other_letters_and_other_host_names_are_the_same_account(teacher, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for turn in range(10):
        host = settings.ALLOWED_HOSTS[turn % 2]
        email = teacher.email.upper() if turn % 3 else teacher.email
        Client(SERVER_NAME=host).post(
            "/ko/accounts/login/", {"login": email, "password": "wrong password"}
        )
    entering = Client(SERVER_NAME="a.example")
    log_in(entering, teacher)
    assert not is_in(entering)


def test_t18_wagtails_own_sign_in_takes_no_tries(teacher):
    for _ in range(12):
        Client().post("/cms/login/", {"username": teacher.email, "password": "wrong"})
    entering = Client()
    log_in(entering, teacher)
    assert is_in(entering)


def test_t18_one_time_codes_are_counted(analyst):
    client = Client()
    log_in(client, analyst)
    for _ in range(11):
        page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client) and page.context["form"].errors


def test_t01_no_limit_of_accounts_is_counted_by_address_alone():
    limits = app_settings.RATE_LIMITS.items()
    by_address = {name for name, limit in limits if limit and "/ip" in limit}
    assert by_address <= {"verify_phone"}, "there are no telephone numbers here"


def test_forgotten_password_answers_alike_for_known_and_unknown(teacher, mailoutbox):
    answers = []
    for email in (teacher.email, "nobody@example.kr"):
        answer = Client().post(RESET, {"email": email}, follow=True)
        answers.append((answer.status_code, answer.redirect_chain, strip_token(answer.text)))
    assert answers[0] == answers[1]
    assert [letter.to for letter in mailoutbox] == [[teacher.email], ["nobody@example.kr"]]
    assert "/password/reset/key/" not in mailoutbox[1].body


def strip_token(text):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text)


def test_forgotten_password_of_a_disabled_account_sends_no_link(mailoutbox):
    Client().post(RESET, {"email": UserFactory(is_active=False).email})
    assert "/password/reset/key/" not in mailoutbox[0].body


def test_forgotten_password_sends_a_few_letters_and_no_more(teacher, mailoutbox):
    for _ in range(9):
        answer = Client().post(RESET, {"email": teacher.email})
    assert len(mailoutbox) == 5 and answer.status_code == 429


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_t110_link_of_a_reset_names_our_host_whatever_was_asked(
    teacher, mailoutbox, settings, header
):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    Client().post(RESET, {"email": teacher.email}, **{header: "evil.example"})
    hosts = {urlsplit(found).netloc for found in re.findall(r"https?://\S+", mailoutbox[0].body)}
    assert hosts == {urlsplit(settings.PLATFORM_URL).netloc}


def test_t110_host_that_is_not_ours_is_refused(teacher, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = Client().post(RESET, {"email": teacher.email}, HTTP_HOST="evil.example")
    assert answer.status_code == 400 and not mailoutbox


def reset_password(user, letters) -> None:
    Client().post(RESET, {"email": user.email})
    path = urlsplit(re.search(r"https?://\S+/key/\S+", letters[-1].body)[0]).path
    client = Client()
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert client.get(path, follow=True).context["token_fail"], "a link works once"


def test_t20_second_step_is_asked_after_a_reset(analyst, mailoutbox):
    reset_password(analyst, mailoutbox)
    client = Client()
    assert log_in(client, analyst, NEW).url.endswith(reverse("mfa_authenticate"))
    assert not is_in(client)
    assert analyst.authenticator_set.exists()


def test_reset_ends_sessions_elsewhere_and_the_old_password(teacher, mailoutbox):
    elsewhere = client_past_second_factor(teacher)
    reset_password(teacher, mailoutbox)
    assert elsewhere.get(reverse("curriculum:class-list")).url.startswith("/ko/accounts/login/")
    client = Client()
    log_in(client, teacher)
    assert not is_in(client)


def test_second_step_can_be_set_up_after_a_reset(teacher, mailoutbox):
    reset_password(teacher, mailoutbox)
    client = Client()
    log_in(client, teacher, NEW)
    client.post(reverse("account_reauthenticate"), {"password": NEW})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def download() -> str:
    return reverse("reporting:export-new", args=[make_release().key])


def grow_old(client, seconds=step_up.FRESH_FOR + 5) -> None:
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= seconds
    session.save()


def test_export_asks_again_after_ten_minutes_and_comes_back(analyst_client):
    address = download()
    assert analyst_client.get(address).status_code == 200
    grow_old(analyst_client)
    asked = analyst_client.get(address)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    after = analyst_client.post(asked.url, {"password": PASSWORD})
    assert after.url == address
    assert analyst_client.get(address).status_code == 200


def test_managing_staff_asks_again_for_pages_and_for_what_is_sent(classroom):
    admin = staff_as("school_admin", school=classroom.school)
    client = client_past_second_factor(admin)
    grow_old(client)
    asked = client.get(reverse("schools:staff-invite"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    sent = client.post(reverse("schools:staff-disable", args=[admin.key]))
    assert sent.url.startswith(reverse("account_reauthenticate"))


def test_every_guarded_address_exists():
    known = {f"schools:{each.name}" for each in school_addresses}
    known |= {f"reporting:{each.name}" for each in reporting_addresses}
    known |= {f"curriculum:{each.name}" for each in class_addresses}
    assert step_up.GUARDED - known == set()


def test_passkey_shown_in_this_session_passes(client):
    analyst = staff_as("analyst")
    TOTP.activate(analyst, TOTP_SECRET)
    client.force_login(analyst)
    session = client.session
    record_authentication(SimpleNamespace(session=session), analyst, method="mfa", type="webauthn")
    session.save()
    assert client.get(reverse("reporting:round-list")).status_code == 200


def test_page_behind_the_second_step_is_kept_for_afterwards(client, analyst):
    client.force_login(analyst)
    asked = client.get(reverse("reporting:round-list"))
    assert reverse("reporting:round-list") in asked.url
