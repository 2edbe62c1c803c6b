"""What a student learns from a quiz they handed in."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from quizzes.views.guards import with_sitting


@require_safe
@with_sitting
def result(request, sitting):
    """Every question with the student's own answer, the right one, and why."""
    if sitting.attempt.is_open:
        return redirect(sitting.next_url)
    return render(request, "quizzes/result.html", {"sitting": sitting})
