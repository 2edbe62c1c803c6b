"""Pages that belong to no feature."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """The page was open for too long or cookies are off: say so, and that nothing was stored."""
    return render(request, "403_csrf.html", status=403)
