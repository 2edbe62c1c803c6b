"""Who is signed in, for the header of every page."""

from django.urls import reverse

from schools import idle


def signed_in(request) -> dict:
    """The student (asked of the database only when the session names one) and staff's role.

    `staff_label` is called by a template that shows it; other pages pay no query.
    """
    return {
        "student": getattr(request, "student", None),
        "staff_label": lambda: _label(getattr(request, "user", None)),
        "home_url": reverse("schools:front"),
        "idle_seconds": {
            "student": idle.IDLE_SECONDS_OF_STUDENTS,
            "staff": idle.IDLE_SECONDS_OF_STAFF,
            "warning": idle.WARNING_SECONDS,
        },
    }


def _label(user) -> str:
    roles = user.roles if user and user.is_authenticated else []
    return roles[0].label if roles else ""
