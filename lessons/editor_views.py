"""Parts of the editor of a lesson: what still hinders publication, and its file."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from core.publish_gate import problem_link
from lessons.files import lesson_of
from lessons.models import LessonPage
from lessons.writing import lesson_text


def checks(request, page_id: int):
    """What the saved draft still misses, as links; asked for after each autosave."""
    draft = _draft_for_editor(request.user, page_id)
    problems = [
        *draft.publication_problems(),
        *draft.editorial_problems(publisher=request.user),
    ]
    context = {
        "links": [problem_link(problem, draft, request.user) for problem in problems],
        "minutes": sum(step.minutes for step in draft.step_list()),
        "period": draft.minutes_per_period,
    }
    return render(request, "lessons/editor/checks.html", context)


def download(request, page_id: int):
    """The saved draft as a content file."""
    lesson = lesson_of(_draft_for_editor(request.user, page_id))
    name = f"{lesson['lesson']}.{lesson['language']}.yaml"
    return HttpResponse(
        lesson_text(lesson),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _draft_for_editor(user, page_id: int) -> LessonPage:
    """The latest draft of a lesson this person may edit.

    Raises:
        Http404: there is no such lesson.
        PermissionDenied: it is not theirs to edit.
    """
    page = get_object_or_404(LessonPage, pk=page_id)
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()
