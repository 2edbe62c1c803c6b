"""The editor, without what editors of lessons do not need."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from lessons.home_panel import UpkeepPanel
from lessons.report_views import ANY_PAGE_RIGHT, REPORTS, report_urls
from lessons.translation_views import PublishersUpdateTranslationsView, convert_to_alias

# Lessons show drawings that ship with the project; nothing is uploaded here.
HIDDEN_MENU_ITEMS = frozenset({"images", "documents", "help"})


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


@hooks.register("construct_main_menu")
def hide_what_editors_do_not_use(request, menu_items):
    """Leave the page tree, the content snippets and the reports."""
    menu_items[:] = [entry for entry in menu_items if entry.name not in HIDDEN_MENU_ITEMS]


@hooks.register("insert_global_admin_css")
def widen_hangul_line_breaks():
    """Keep Korean words whole where the editor's narrow columns would break them anywhere."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


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
