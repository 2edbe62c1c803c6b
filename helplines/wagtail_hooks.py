"""Help channels in the editor."""

import logging

import django_filters
from django.contrib import messages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.check_dates import is_help_fact_overdue
from helplines.actions import write_static_help
from helplines.models import HelpChannel

logger = logging.getLogger(__name__)
OVERDUE, IN_DATE = "overdue", "in-date"


def _in_both(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_ko"), FieldPanel(f"{name}_en")])


class HelpChannelFilterSet(WagtailFilterSet):
    """Narrows the list to what must be checked again."""

    check = django_filters.ChoiceFilter(
        label=_("check"),
        method="filter_check",
        choices=[(OVERDUE, _("overdue")), (IN_DATE, _("in date"))],
    )

    class Meta:
        model = HelpChannel
        fields = ["is_in_strip"]

    def filter_check(self, channels, name, value):
        """Those whose check is overdue, or those whose check still counts."""
        today = timezone.localdate()
        return channels.overdue(today) if value == OVERDUE else channels.in_date(today)


class CheckColumn(Column):
    """Whether a channel must be checked again: in words, and in red where it must."""

    cell_template_name = "helplines/check_cell.html"

    def get_value(self, instance):
        """True where the check is overdue."""
        return is_help_fact_overdue(instance.checked_on, timezone.localdate())


class HelpChannelViewSet(SnippetViewSet):
    """List and form of the help channels."""

    model = HelpChannel
    icon = "help"
    menu_label = _("Help channels")
    menu_order = 400
    add_to_admin_menu = True
    list_display = [
        "__str__",
        "show_to_bands",
        BooleanColumn("is_in_strip"),
        "checked_on",
        CheckColumn("check_state", label=_("Check")),
    ]
    filterset_class = HelpChannelFilterSet
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


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def copy_help_after_saving(request, channel):
    """The copies a proxy serves follow each change of a channel."""
    if isinstance(channel, HelpChannel):
        transaction.on_commit(lambda: _copy_help(request))


@hooks.register("after_delete_snippet")
def copy_help_after_deleting(request, deleted):
    """The same when channels were taken away."""
    if any(isinstance(each, HelpChannel) for each in deleted):
        transaction.on_commit(lambda: _copy_help(request))


def _copy_help(request) -> None:
    try:
        write_static_help()
    except OSError:
        logger.exception("the copies of the help pages could not be written")
        messages.warning(
            request,
            _("Saved. The copies of the help pages could not be renewed: tell the operator."),
        )
