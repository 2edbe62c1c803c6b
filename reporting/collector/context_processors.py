"""What the shell shows around every page of the survey, the same for everybody."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.collector.rounds import shown_round


def survey_shell(request) -> dict:
    """Help lines of the round, the way out, and links of the footer."""
    language = get_language()
    keep_url = reverse("collector:how-we-keep-it", args=[language])
    return {
        "home_url": reverse("collector:doors", args=[language]),
        "exit_url": reverse("collector:calendar", args=[language]),
        "help_url": f"{settings.PLATFORM_URL}/{language}/help/",
        "help_strip": help_lines(language),
        "footer_links": [{"url": keep_url, "label": _("How we keep your answer")}],
    }


def help_lines(language: str) -> list[dict]:
    """The round's help lines in one language; none where no round is known yet."""
    round_ = shown_round(timezone.now())
    return [
        {
            "phone": line.get("phone", ""),
            "text_number": line.get("text_number", ""),
            "name": line.get(f"name_{language}", ""),
            "hours": line.get(f"hours_{language}", ""),
        }
        for line in (round_.bundle["help_lines"] if round_ else ())
    ]
