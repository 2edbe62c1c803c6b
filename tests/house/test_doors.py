"""Doors that libraries bring: none leads around sign-in, second factor, role or review."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from core.pages import PublicationRefused
from curriculum.actions import ensure_editor_rights
from helplines import urls as helplines
from lessons.models import LessonPage
from tests.factories.lessons import make_lesson
from tests.factories.schools import PASSWORD, UserFactory, staff_as

pytestmark = pytest.mark.django_db

EXAMPLES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}
CLOSED = [
    "/cms/password_reset/",
    "/cms/password_reset/done/",
    "/cms/password_reset/confirm/MQ/set-password/",
    "/cms/password_reset/complete/",
    "/cms/failwhale/",
    "/ko/accounts/email/",
    "/ko/accounts/confirm-email/",
    "/ko/accounts/confirm-email/MQ:abc/",
    "/ko/accounts/password/set/",
    "/ko/accounts/office/",
    "/ko/accounts/office/signup/",
    "/ko/accounts/oidc/unknown/login/",
    "/ko/accounts/oidc/unknown/login/callback/",
    "/en/accounts/email/",
]


WAYS_OUT = {"/cms/login/", "/cms/logout/"}


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(patterns=None, prefix="/") -> list[str]:
    """One address for every pattern of the platform, with example values in it."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + example_of(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, address)
        else:
            found.append(address)
    return found


def example_of(route: str) -> str:
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda kind: EXAMPLES.get(kind[1], "x"), route)
    return re.sub(r"^\^|\$$|\.\*|\(\?P<\w+>[^)]*\)|\([^)]*\)", "", route)


def editor_addresses() -> list[str]:
    return sorted({address for address in addresses() if address.startswith("/cms/")})


def test_closed_doors_lead_a_stranger_to_the_sign_in_at_most(client):
    for address in CLOSED:
        response = client.get(address)
        assert response.status_code == (302 if address.startswith("/cms/") else 404), address
        if response.status_code == 302:
            assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ["teacher", "editor"])
def test_closed_doors_exist_for_nobody(client, role):
    client.force_login(staff_as(role))
    for address in CLOSED:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"email": "new@example.kr"}).status_code == 404, address


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        ("/cms/pages/3/", "/cms/pages/3/"),
        ("https://evil.example/cms/", "/cms/"),
        ("//evil.example", "/cms/"),
        ("", "/cms/"),
    ],
)
def test_t17_editor_login_is_the_one_sign_in(client, asked, after):
    response = client.get("/cms/login/", {"next": asked})
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={after}"


@pytest.mark.parametrize("role", ["editor", "analyst"])
def test_editor_login_takes_no_password(client, role):
    client.post("/cms/login/", {"username": staff_as(role).email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_editor_without_the_role_today_is_closed_at_every_address():
    ended, begins_tomorrow = staff_as("editor"), staff_as("editor")
    today = timezone.localdate()
    ended.memberships.update(ends_on=today - timedelta(days=1))
    begins_tomorrow.memberships.update(starts_on=today + timedelta(days=1))
    asked = [address for address in editor_addresses() if address not in WAYS_OUT]
    assert len(asked) > 150
    for user in (ended, begins_tomorrow, UserFactory()):
        client = browser_of(user)
        for address in asked:
            assert client.get(address).status_code == 404, address


def test_editor_is_closed_to_strangers_at_every_address(client):
    for address in set(editor_addresses()) - {"/cms/logout/"}:
        response = client.get(address)
        assert response.status_code == 302, address
        assert response.url.startswith(reverse("account_login")), address


def test_script_of_the_editor_without_a_session_is_refused_not_led_to_a_page(client):
    headers = {"X-Requested-With": "XMLHttpRequest"}
    assert client.get("/cms/", headers=headers).status_code == 403


def test_editor_whose_role_ended_can_still_sign_out():
    editor = staff_as("editor")
    editor.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    client = browser_of(editor)
    assert client.post("/cms/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_analyst_past_the_password_alone_reaches_no_page_at_all(analyst):
    client = browser_of(analyst)
    open_to_all = {reverse("mfa_reauthenticate"), reverse("account_logout")}
    # Help is given before anybody is asked who they are.
    open_to_all |= set(addresses(helplines.urlpatterns, reverse("schools:front")))
    asked = {each for each in addresses() if each.startswith(("/ko/", "/cms/"))} - open_to_all
    for address in asked:
        assert client.get(address).status_code != 200, address


def test_account_page_of_the_editor_changes_neither_address_nor_password():
    ensure_editor_rights()
    editor = staff_as("editor")
    client = browser_of(editor)
    page = client.get(reverse("wagtailadmin_account")).text
    assert "name_email-email" not in page and "password-new_password1" not in page
    data = {
        "name_email-first_name": "나",
        "name_email-last_name": "다",
        "name_email-email": "thief@example.kr",
        "password-old_password": PASSWORD,
        "password-new_password1": "another long password",
        "password-new_password2": "another long password",
    }
    client.post(reverse("wagtailadmin_account"), data)
    before = editor.email
    editor.refresh_from_db()
    assert editor.email == before and editor.check_password(PASSWORD)


@pytest.fixture
def lesson():
    """A live Korean lesson, with everybody's rights set up."""
    ensure_editor_rights()
    return make_lesson()


@pytest.fixture
def translated(lesson):
    """An English draft of it, made by localize."""
    source, _ = TranslationSource.get_or_create_from_instance(lesson)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    return translation


def english_lessons():
    return LessonPage.objects.filter(locale__language_code="en")


def submit(client, lesson):
    address = reverse("wagtail_localize:submit_page_translation", args=[lesson.pk])
    return client.post(address, {"locales": [Locale.objects.get(language_code="en").pk]})


def publish_all(client, translation):
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return client.post(address, {"publish_translations": "on"})


def allow(user, codename):
    user.user_permissions.add(Permission.objects.get(codename=codename))


def test_editor_starts_no_translation(lesson, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submit(browser_of(staff_as("editor")), lesson)
    assert not english_lessons().exists()


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_translation_of_a_live_page_starts_as_a_draft(
    lesson, role, django_capture_on_commit_callbacks
):
    user = staff_as(role)
    allow(user, "submit_translation")
    with django_capture_on_commit_callbacks(execute=True):
        submit(browser_of(user), lesson)
    assert english_lessons().get().live is False


@pytest.mark.parametrize("has_right_to_translate", [False, True])
def test_editor_publishes_no_translation_by_bringing_it_up_to_date(
    translated, has_right_to_translate, django_capture_on_commit_callbacks
):
    editor = staff_as("editor")
    if has_right_to_translate:
        allow(editor, "submit_translation")
    with django_capture_on_commit_callbacks(execute=True):
        publish_all(browser_of(editor), translated)
    assert english_lessons().get().live is False


def test_reviewer_puts_no_translation_live_whose_words_are_still_korean(
    translated, django_capture_on_commit_callbacks
):
    with (
        pytest.raises(PublicationRefused, match="아직 영어로 옮기지 않았습니다"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        publish_all(browser_of(staff_as("reviewer")), translated)
    assert english_lessons().get().live is False


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_nobody_puts_korean_words_live_as_english_by_making_the_page_an_alias(translated, role):
    page = english_lessons().get()
    address = reverse("wagtail_localize:convert_to_alias", args=[page.pk])
    browser_of(staff_as(role)).post(address)
    page.refresh_from_db()
    assert (page.live, page.alias_of_id) == (False, None)


def test_editor_rights_set_up_again_take_the_right_to_translate_back(lesson):
    editor = staff_as("editor")
    editor.groups.get().permissions.add(Permission.objects.get(codename="submit_translation"))
    ensure_editor_rights()
    assert not editor.has_perm("wagtail_localize.submit_translation")
    assert staff_as("reviewer").has_perm("wagtail_localize.submit_translation")
