"""Help channels in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from helplines.models import HelpChannel


def _in_both(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_ko"), FieldPanel(f"{name}_en")])


class HelpChannelViewSet(SnippetViewSet):
    """List and form of the help channels."""

    model = HelpChannel
    icon = "help"
    menu_label = _("Help channels")
    menu_order = 400
    add_to_admin_menu = True
    list_display = ["__str__", "show_to_bands", BooleanColumn("is_in_strip"), "checked_on"]
    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("sort")]),
        MultiFieldPanel([_in_both("name"), _in_both("title"), _in_both("owner")], _("Name")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("text_number")]),
                _in_both("phone_note"),
                _in_both("chat"),
                FieldPanel("web"),
                _in_both("hours"),
            ],
            _("How to reach it"),
        ),
        MultiFieldPanel([_in_both("what_for"), _in_both("prepare")], _("What for")),
        MultiFieldPanel(
            [FieldPanel("show_to_bands"), FieldPanel("region"), FieldPanel("is_in_strip")],
            _("Shown to"),
        ),
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("source_date"), FieldPanel("checked_on")],
            _("Source"),
        ),
    ]


register_snippet(HelpChannelViewSet)
