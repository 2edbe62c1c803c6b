"""Finding the sitting of a request; a stranger's attempt does not exist."""

from functools import wraps

from django.http import Http404
from django.utils.translation import get_language

from quizzes.actions import AttemptNotFound
from quizzes.sittings import find_sitting
from schools.decorators import student_required


def with_sitting(view):
    """Give the view the signed-in student's sitting in place of the attempt's id.

    An attempt of somebody else, or of nobody, is 404.
    """

    @wraps(view)
    @student_required
    def guarded(request, attempt_id, **kwargs):
        try:
            sitting = find_sitting(
                attempt_id=attempt_id, student=request.student, language=get_language()
            )
        except AttemptNotFound as missing:
            raise Http404 from missing
        return view(request, sitting, **kwargs)

    return guarded
