"""Accounts of staff: the second factor, and every page of allauth that is open."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import InvalidToken
from django.contrib.auth.models import Permission as DjangoPermission
from django.urls import reverse
from django.utils import timezone

from schools.roles import Permission
from schools.sealed_secrets import unseal
from tests.factories.schools import PASSWORD, UserFactory, staff_as
from tests.fixtures_schools import TOTP_SECRET as SECRET
from tests.fixtures_schools import log_in

pytestmark = pytest.mark.django_db


def one_time_code():
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counter))


def confirm_password(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_analyst_without_second_factor_is_led_to_its_set_up_from_every_page(client):
    client.force_login(staff_as("analyst"))
    for name in ("schools:staff-home", "schools:front", "reporting:round-list"):
        assert client.get(reverse(name)).url == reverse("mfa_activate_totp")
    assert client.get("/cms/").url == reverse("mfa_activate_totp")
    assert client.get(reverse("account_logout")).status_code == 200


def test_analyst_signed_in_by_password_alone_gets_no_further_than_the_code(client, analyst):
    client.force_login(analyst)
    asked = client.get(reverse("reporting:round-list"))
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    for name in ("mfa_index", "mfa_deactivate_totp", "account_change_password"):
        assert client.get(reverse(name)).url.startswith(reverse("mfa_reauthenticate"))
    shown = client.post(asked.url, {"code": one_time_code()})
    assert shown.url == reverse("reporting:round-list")
    assert client.get(shown.url).status_code == 200


def test_second_factor_of_somebody_else_in_the_session_opens_nothing(analyst_client, analyst):
    colleague = staff_as("analyst")
    TOTP.activate(colleague, SECRET)
    analyst_client.force_login(colleague)
    address = analyst_client.get(reverse("reporting:round-list")).url
    assert address.startswith(reverse("mfa_reauthenticate"))


def test_analyst_who_removed_the_second_factor_sets_it_up_again(analyst_client, analyst):
    analyst.authenticator_set.all().delete()
    page = analyst_client.get(reverse("reporting:round-list"))
    assert page.url == reverse("mfa_activate_totp")


def test_account_that_may_everything_needs_a_second_factor(client):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("reporting:round-list")).url == reverse("mfa_activate_totp")


# allauth tells that an app was added when the transaction ends, which a test's own never does.
@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_factor_is_enough_to_go_on(client):
    log_in(client, staff_as("analyst"))
    confirm_password(client)
    session = client.session
    session[SECRET_SESSION_KEY] = SECRET
    session.save()
    client.post(reverse("mfa_activate_totp"), {"code": one_time_code()})
    assert client.get(reverse("reporting:round-list")).status_code == 200


def test_analyst_with_second_factor_is_asked_for_a_code_and_arrives(client):
    analyst = staff_as("analyst")
    TOTP.activate(analyst, SECRET)
    assert log_in(client, analyst).url.endswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    response = client.post(reverse("mfa_authenticate"), {"code": one_time_code()})
    assert response.url == reverse("schools:staff-home")
    assert client.get(response.url).url == reverse("reporting:round-list")


PAGES = [
    "account_logout",
    "account_inactive",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
]
PAGES_BEFORE = [
    *PAGES,
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
]
PAGES_AFTER = [
    *PAGES,
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


def opens(client, name, language):
    response = client.get(reverse(name).replace("/ko/", f"/{language}/"))
    return response.status_code == 200 and 'id="main"' in response.text


@pytest.mark.parametrize("name", PAGES_BEFORE)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_allauth_opens_in_our_shell(client, teacher, name, language):
    log_in(client, teacher)
    confirm_password(client)
    assert opens(client, name, language)


@pytest.mark.parametrize("name", PAGES_AFTER)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_allauth_opens_with_a_second_factor_set_up(client, teacher, name, language):
    log_in(client, teacher)
    confirm_password(client)
    TOTP.activate(teacher, SECRET)
    RecoveryCodes.activate(teacher)
    assert opens(client, name, language)


def test_sign_in_page_leads_to_the_forgotten_password(client):
    page = client.get(reverse("account_login")).text
    assert f'href="{reverse("account_reset_password")}"' in page


@pytest.mark.parametrize(
    "name",
    ["account_reset_password", "account_reset_password_done", "socialaccount_login_cancelled"],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_page_before_sign_in_opens_in_our_shell(client, name, language):
    assert opens(client, name, language)


def test_name_in_the_header_leads_to_password_second_step_and_sessions(teacher_client, classroom):
    page = teacher_client.get(reverse("schools:pin-cards", args=[classroom.pk])).text
    assert f'href="{reverse("mfa_index")}"' in page and "내 계정" in page
    account = teacher_client.get(reverse("mfa_index")).text
    for name in ("account_change_password", "usersessions_list", "mfa_activate_totp"):
        assert f'href="{reverse(name)}"' in account


def test_ended_role_leaves_nothing_of_its_group(django_user_model):
    editor = staff_as("editor")
    editor.groups.get().permissions.add(DjangoPermission.objects.get(codename="change_quiz"))
    fresh = django_user_model.objects.get(pk=editor.pk)
    assert fresh.has_perm("quizzes.change_quiz")
    editor.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    fresh = django_user_model.objects.get(pk=editor.pk)
    assert fresh.groups.exists() and not fresh.has_perm("quizzes.change_quiz")
    assert not fresh.get_all_permissions() and not fresh.has_perm(Permission.WRITE_CONTENT)


def test_secret_of_an_authenticator_app_is_sealed_and_opens_under_an_older_key(analyst, settings):
    stored = Authenticator.objects.get(user=analyst).data["secret"]
    assert SECRET not in stored
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [settings.SECRET_KEY]
    assert unseal(stored) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        unseal(stored)
