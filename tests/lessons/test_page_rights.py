"""Three groups of editors, each with a part of the pages (T-29); drafts for nobody else (T-31)."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from curriculum.actions import ensure_editor_rights
from tests.factories.lessons import make_lesson
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db


def browser_with(page: Page | None, *codenames: str) -> Client:
    """An editor of a group that holds these rights on one page and nothing else."""
    editor = staff_as("editor")
    group = Group.objects.create(name=f"group {editor.pk}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    editor.groups.set([group])
    return client_past_second_factor(editor)


@pytest.fixture
def lessons():
    """Two lessons side by side; the second carries a word nobody else may read."""
    ensure_editor_rights()
    mine, theirs = make_lesson("E1"), make_lesson("M1", title="남의 수업")
    theirs.title = "비밀 초안"
    theirs.save_revision()
    return mine, theirs


def addresses(page) -> list[str]:
    """Every screen of the editor that shows, copies or compares a page."""
    revisions = list(page.revisions.order_by("pk"))
    pk = page.pk
    return [
        reverse("wagtailadmin_pages:edit", args=[pk]),
        reverse("wagtailadmin_pages:copy", args=[pk]),
        reverse("wagtailadmin_pages:view_draft", args=[pk]),
        reverse("wagtailadmin_pages:preview_on_edit", args=[pk]),
        reverse("wagtailadmin_pages:history", args=[pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[pk, revisions[-1].pk]),
        reverse("wagtailadmin_pages:revisions_revert", args=[pk, revisions[-1].pk]),
        reverse("wagtailadmin_pages:revisions_compare", args=[pk, "live", "latest"]),
        reverse("wagtailadmin_pages:revisions_compare", args=[pk, revisions[0].pk, "latest"]),
        reverse("wagtailadmin_pages:move", args=[pk]),
        reverse("wagtailadmin_pages:unpublish", args=[pk]),
        reverse("wagtailadmin_pages:delete", args=[pk]),
        reverse("wagtailadmin_pages:usage", args=[pk]),
    ]


@pytest.mark.parametrize("rights", [(), ("add_page",), ("change_page",)])
def test_t29_editor_of_another_page_neither_views_copies_nor_compares_it(lessons, rights):
    mine, theirs = lessons
    browser = browser_with(mine, *rights)
    for address in addresses(theirs):
        response = browser.get(address)
        assert response.status_code in (302, 403, 404), address
        assert "비밀 초안" not in response.text, address


def test_t29_editor_of_the_page_opens_it(lessons):
    _mine, theirs = lessons
    browser = browser_with(theirs, "change_page")
    assert "비밀 초안" in browser.get(addresses(theirs)[0]).text


def test_t29_copy_into_a_place_without_a_right_makes_no_page(lessons):
    mine, theirs = lessons
    browser = browser_with(mine, "change_page")
    before = Page.objects.count()
    data = {"new_title": "사본", "new_slug": "copy", "new_parent_page": mine.get_parent().pk}
    for page in (mine, theirs):
        browser.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
    assert Page.objects.count() == before


def test_t29_report_shows_no_page_outside_ones_rights(lessons):
    mine, theirs = lessons
    browser = browser_with(mine, "change_page")
    page = browser.get(reverse("lessons_reports:translations-due")).text
    assert str(mine) in page and str(theirs) not in page


def test_t31_drafts_lead_strangers_to_the_sign_in(lessons):
    _mine, theirs = lessons
    for address in addresses(theirs):
        response = Client().get(address)
        assert response.status_code == 302 and "/accounts/login/" in response.url, address
    assert "비밀 초안" not in Client().get(theirs.url).text
