"""The editor, without what editors of lessons do not need."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

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


@hooks.register("construct_main_menu")
def hide_what_editors_do_not_use(request, menu_items):
    """Leave the page tree, the content snippets and the reports."""
    menu_items[:] = [entry for entry in menu_items if entry.name not in HIDDEN_MENU_ITEMS]


@hooks.register("insert_global_admin_css")
def widen_hangul_line_breaks():
    """Keep Korean words whole where the editor's narrow columns would break them anywhere."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))
