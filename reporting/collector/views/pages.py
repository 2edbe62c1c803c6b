"""Pages that are the same for everybody."""

from calendar import Calendar

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.levels import Level
from reporting.collector.converters import LANGUAGES
from reporting.collector.rounds import shown_round

SUNDAY = 6


@require_safe
def first_page(request):
    """The bare host name leads to the Korean doors."""
    return redirect("collector:doors", language=LANGUAGES[0])


@require_safe
def doors(request, language):
    """One door per school level; when no round is open, since when."""
    now = timezone.now()
    round_ = shown_round(now)
    if round_ is None or not round_.is_open(now):
        return render(request, "collector/closed.html", {"round": round_})
    levels = [{"code": level, "label": Level(level).label} for level in round_.levels]
    return render(request, "collector/doors.html", {"round": round_, "levels": levels})


@require_safe
def done(request, language):
    """The end, whatever was answered."""
    return render(request, "collector/done.html")


@require_safe
def how_we_keep_it(request, language):
    """In plain words what is kept, what is not, and what cannot be promised."""
    round_ = shown_round(timezone.now())
    return render(request, "collector/how_we_keep_it.html", {"round": round_})


@require_safe
def calendar(request, language):
    """Where "leave this page" leads: this month's calendar, with no way back on it."""
    today = timezone.localdate()
    weeks = Calendar(firstweekday=SUNDAY).monthdatescalendar(today.year, today.month)
    return render(request, "collector/calendar.html", {"today": today, "weeks": weeks})
