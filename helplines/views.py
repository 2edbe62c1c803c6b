"""Help pages. They ask nobody who they are and keep working when the database does not."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from helplines.directory import (
    all_channels,
    channels_for,
    channels_without_database,
    guidance_for,
    strip_for,
)
from helplines.formulas import FORMULAS

CARDS_ON_A_SHEET = 8


@require_safe
def help_page(request):
    """Where to get help, what to say, what to write down (pages.md S6)."""
    channels = channels_for("", get_language())
    context = {
        "first": next((one for one in channels if one["key"] == "112"), None),
        "by_phone": [one for one in channels if one["phone"] and one["key"] != "112"],
        "other_ways": [one for one in channels if not one["phone"]],
        "card_channels": strip_for("", get_language()),
        "checked_on": _checked_on(),
    }
    return render(request, "helplines/help.html", context)


@require_safe
def guidance_page(request):
    """What to do first, by situation. All on one page: which one is opened nobody learns."""
    context = {"guidance": guidance_for(get_language()), "checked_on": _checked_on()}
    return render(request, "helplines/guidance.html", context)


@require_safe
def cards_page(request):
    """A sheet of pocket cards to cut out, for a class."""
    context = {
        "card_channels": strip_for("", get_language()),
        "cards": range(CARDS_ON_A_SHEET),
        "checked_on": _checked_on(),
    }
    return render(request, "helplines/cards.html", context)


@require_safe
def leave_page(request):
    """What the exit button does and does not do; the way on to the neutral page."""
    return render(request, "helplines/leave.html")


@require_safe
def saved_page(request):
    """What a student reads while the service does not answer: what is kept, what to do now."""
    return render(request, "helplines/saved.html")


@require_safe
def neutral_page(request):
    """Where the exit button leads: a page of ours that says nothing about why one was here."""
    return render(request, "helplines/neutral.html", {"subjects": FORMULAS})


def server_error(request):
    """The page of a fault on our side; asks no database, which may be what failed."""
    in_strip = [channel for channel in channels_without_database() if channel.is_in_strip]
    context = {"channels": in_strip, "keeps_last_home": True}
    return render(None, "500.html", context, status=500)


def _checked_on():
    return min(channel.checked_on for channel in all_channels())
