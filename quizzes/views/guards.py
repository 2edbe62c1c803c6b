"""Finding the sitting of a request; a stranger's attempt does not exist."""

from functools import wraps

from django.http import Http404
from django.utils.translation import get_language

from quizzes.actions import AttemptNotFound
from quizzes.sittings import Sitting, find_sitting
from quizzes.views.interruptions import ask_to_sign_in_again
from schools.decorators import student_required


def with_sitting(view):
    """Give the view the signed-in student's sitting in place of the attempt's id.

    An attempt of somebody else, or of nobody, is 404. Whoever sends something and is not signed
    in any more is asked for number and PIN, and nothing of it is lost.
    """
    of_student = student_required(
        lambda request, attempt_id, **kwargs: view(
            request, sitting_of(request, attempt_id), **kwargs
        )
    )

    @wraps(view)
    def guarded(request, attempt_id, **kwargs):
        if request.method == "POST" and not request.student:
            return ask_to_sign_in_again(request, attempt_id, kwargs.get("number"))
        return of_student(request, attempt_id, **kwargs)

    return guarded


def sitting_of(request, attempt_id) -> Sitting:
    """The sitting of the signed-in student.

    Raises:
        Http404: no such attempt of this student.
    """
    try:
        return find_sitting(attempt_id=attempt_id, student=request.student, language=get_language())
    except AttemptNotFound as missing:
        raise Http404 from missing
