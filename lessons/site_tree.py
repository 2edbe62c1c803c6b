"""The two-language page tree, who may edit it, and the review every change passes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from lessons.models import HomePage
from lessons.workflow import ReviewTask

HOME_TITLES = {"ko": "디지털 안전 교실", "en": "Digital Safety Classroom"}
PAGE_PERMISSIONS = {
    "editor": ("add_page", "change_page"),
    "reviewer": ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
# Help numbers are facts with a check date: only the second pair of eyes changes them.
HELP_PERMISSIONS = ("add_helpchannel", "change_helpchannel", "view_helpchannel")
# Who adds a picture may mend and remove it; everybody who writes may use it.
PICTURE_PERMISSIONS = {"editor": ("add_image", "choose_image"), "reviewer": ("choose_image",)}
VIDEO_PERMISSIONS = {
    "editor": ("add_video", "change_video", "view_video"),
    "reviewer": ("view_video",),
}
WORKFLOW_NAME = "검토"
TASK_NAME = "다른 사람의 검토"


def build_homes() -> dict[str, HomePage]:
    """Make locales, the site and one first page per language; returns them by language."""
    for language in HOME_TITLES:
        Locale.objects.get_or_create(language_code=language)
    homes = {"ko": _home("ko") or _make_korean_home()}
    homes["en"] = _home("en") or _make_english_home(homes["ko"])
    return homes


def open_to_groups(homes: dict[str, HomePage]) -> None:
    """Let editors write and reviewers publish below the first pages."""
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, codenames in PAGE_PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(access)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        ):
            for home in homes.values():
                GroupPagePermission.objects.get_or_create(
                    group=group, page=home.page_ptr, permission=permission
                )
    Group.objects.get(name="reviewer").permissions.add(*_permissions("helplines", HELP_PERMISSIONS))
    _open_library()


def _open_library() -> None:
    """Let editors add pictures and videos, and editors and reviewers use them."""
    everything = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name, codenames in PICTURE_PERMISSIONS.items():
        for permission in _permissions("wagtailimages", codenames):
            GroupCollectionPermission.objects.get_or_create(
                group=Group.objects.get(name=name), collection=everything, permission=permission
            )
    for name, codenames in VIDEO_PERMISSIONS.items():
        Group.objects.get(name=name).permissions.add(*_permissions("core", codenames))


def _permissions(app: str, codenames: tuple[str, ...]):
    return Permission.objects.filter(content_type__app_label=app, codename__in=codenames)


def set_up_review(homes: dict[str, HomePage]) -> Workflow:
    """One workflow for all pages: a member of the reviewers who is not the author."""
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    task, _made = ReviewTask.objects.get_or_create(name=TASK_NAME)
    task.groups.add(Group.objects.get(name="reviewer"))
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0}
    )
    for home in homes.values():
        WorkflowPage.objects.get_or_create(page=home.page_ptr, defaults={"workflow": workflow})
    return workflow


def _home(language: str) -> HomePage | None:
    return HomePage.objects.filter(locale__language_code=language).first()


def _root(locale: Locale) -> Page:
    """Wagtail's migration makes the root of all pages; an emptied database has none."""
    return Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )


def _make_korean_home() -> HomePage:
    locale = Locale.objects.get(language_code="ko")
    root = _root(locale)
    home = root.add_child(instance=HomePage(title=HOME_TITLES["ko"], slug="ko", locale=locale))
    address = urlsplit(settings.PLATFORM_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": HOME_TITLES["ko"],
            "root_page": home.page_ptr,
        },
    )
    # Wagtail's own migration leaves a welcome page; nobody has written it.
    for page in Page.objects.child_of(root).exact_type(Page).filter(numchild=0, slug="home"):
        page.delete()
    root.refresh_from_db()
    return home


def _make_english_home(korean: HomePage) -> HomePage:
    home = korean.copy_for_translation(Locale.objects.get(language_code="en"))
    home.title, home.slug = HOME_TITLES["en"], "en"
    home.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)
