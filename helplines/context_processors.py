"""What every page of the platform knows about help: the strip, the help page, the way out."""

from django.urls import reverse
from django.utils.translation import get_language

from helplines.directory import strip_for


def help_strip(request) -> dict:
    """The strip is worked out when a template shows it, so that pages without it pay nothing."""
    return {
        "help_strip": lambda: strip_for(band_of(request), get_language() or "ko"),
        "help_url": reverse("helplines:help"),
        "guidance_url": reverse("helplines:guidance"),
        "exit_url": reverse("helplines:neutral"),
    }


def band_of(request) -> str:
    """School level of the signed-in student, "" for everyone else.

    Who a student is belongs to an upper floor; here it is only something on the request.
    """
    student = getattr(request, "student", None)
    return student.classroom.school.level if student else ""
