"""Help pages. They ask nobody who they are and keep working when the database does not."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from helplines.directory import all_channels, channels_for
from helplines.formulas import FORMULAS


@require_safe
def help_page(request):
    """Where to get help, what to say, what to write down (pages.md S6)."""
    channels = channels_for("", get_language())
    context = {
        "first": next((one for one in channels if one["key"] == "112"), None),
        "by_phone": [one for one in channels if one["phone"] and one["key"] != "112"],
        "other_ways": [one for one in channels if not one["phone"]],
        "checked_on": min(channel.checked_on for channel in all_channels()),
    }
    return render(request, "helplines/help.html", context)


@require_safe
def leave_page(request):
    """What the exit button does and does not do; the way on to the neutral page."""
    return render(request, "helplines/leave.html")


@require_safe
def neutral_page(request):
    """Where the exit button leads: a page of ours that says nothing about why one was here."""
    return render(request, "helplines/neutral.html", {"subjects": FORMULAS})
