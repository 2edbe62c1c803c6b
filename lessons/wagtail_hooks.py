"""The editor, without what editors of lessons do not need."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.permissions import page_permission_policy

from core.publish_gate import require_publishable
from lessons import editor_views
from lessons.home_panel import UpkeepPanel
from lessons.models import LessonPage
from lessons.report_views import ANY_PAGE_RIGHT, REPORTS, report_urls
from lessons.translation_views import PublishersUpdateTranslationsView, convert_to_alias

# Lessons show pictures and videos; files to download are not part of them.
HIDDEN_MENU_ITEMS = frozenset({"documents", "help"})


# Before localize's own addresses: the first that fits answers.
@hooks.register("register_admin_urls", order=-1)
def let_only_publishers_publish_translations():
    """Stand before the two screens of wagtail-localize that publish."""
    return [
        path(
            "localize/update/<int:translation_source_id>/",
            PublishersUpdateTranslationsView.as_view(),
        ),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
    ]


@hooks.register("register_admin_urls")
def open_parts_of_the_editor():
    """What the editor of a lesson asks for while somebody is writing."""
    parts = [
        path("<int:page_id>/checks/", editor_views.checks, name="checks"),
        path("<int:page_id>/file/", editor_views.download, name="file"),
    ]
    return [path("lessons/", include((parts, "lessons_admin")))]


@hooks.register("insert_editor_js")
def help_while_writing():
    """Minutes, checks and the way to each place."""
    return format_html('<script type="module" src="{}"></script>', static("js/lesson-editor.js"))


@hooks.register("register_page_header_buttons")
def offer_the_file(page, user, view_name, next_url=None):
    """The draft as a file, among what can be done with a lesson."""
    if isinstance(page, LessonPage) and page.pk and page.permissions_for_user(user).can_edit():
        address = reverse("lessons_admin:file", args=[page.pk])
        yield Button(_("Download as a file"), url=address, icon_name="download", priority=90)


@hooks.register("construct_main_menu")
def hide_what_editors_do_not_use(request, menu_items):
    """Leave the page tree, the content snippets and the reports."""
    menu_items[:] = [entry for entry in menu_items if entry.name not in HIDDEN_MENU_ITEMS]


@hooks.register("insert_global_admin_css")
def widen_hangul_line_breaks():
    """Keep Korean words whole where the editor's narrow columns would break them anywhere."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


@hooks.register("after_edit_page")
def say_why_it_was_only_saved(request, page):
    """Answer the button of a page opened before one's own words made the lesson one's own.

    Wagtail then saves a draft and says no more than that.

    Raises:
        PublicationRefused: with the reason.
    """
    if not isinstance(page, LessonPage) or "action-publish" not in request.POST:
        return
    if not page.permissions_for_user(request.user).can_publish():
        require_publishable(page.get_latest_revision(), publisher=request.user)


@hooks.register("construct_page_action_menu")
def leave_one_way_to_publish(menu_items, request, context):
    """Where a review waits for this person, its approval publishes; take the second button away.

    And the one that would show the source's words as a translation.
    """
    names = {entry.name for entry in menu_items}
    unwanted = {"localize-convert-to-alias"} | ({"action-publish"} if "approve" in names else set())
    menu_items[:] = [entry for entry in menu_items if entry.name not in unwanted]


@hooks.register("register_admin_urls")
def show_reports():
    """Addresses of our reports, beside Wagtail's own."""
    return [path("upkeep/", include((report_urls(), "lessons_reports")))]


class ReportMenuItem(MenuItem):
    """An entry for those who work on pages."""

    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(request.user, ANY_PAGE_RIGHT)


def _menu_item(report, order: int) -> ReportMenuItem:
    address = reverse(f"lessons_reports:{report.slug}")
    return ReportMenuItem(
        report.page_title, address, name=report.slug, icon_name=report.header_icon, order=order
    )


for _place, _report in enumerate(REPORTS):
    hooks.register(
        "register_reports_menu_item", lambda report=_report, order=_place: _menu_item(report, order)
    )


@hooks.register("construct_homepage_panels")
def show_what_needs_upkeep(request, panels):
    """Say on the first page of the editor what is overdue or not translated."""
    if page_permission_policy.user_has_any_permission(request.user, ANY_PAGE_RIGHT):
        panels.append(UpkeepPanel(request.user))
