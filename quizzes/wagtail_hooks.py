"""What Wagtail's admin shows of quizzes."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from quizzes.models import Question, Quiz
from quizzes.models.drafts import Draft
from quizzes.views import taking, upkeep
from quizzes.viewsets import QuizViewSetGroup

register_snippet(QuizViewSetGroup)


@hooks.register("register_admin_urls")
def open_upkeep():
    """Figures of a question, regrading onto a corrected quiz, and taking a draft of either."""
    pages = [
        path("questions/<int:question_id>/figures/", upkeep.question_figures, name="figures"),
        path("quizzes/<int:quiz_id>/regrade/", upkeep.regrade, name="regrade"),
        path("questions/<int:question_id>/take/", taking.take_question, name="take-question"),
        path("quizzes/<int:quiz_id>/take/", taking.take_quiz, name="take-quiz"),
    ]
    return [path("upkeep/", include((pages, "quizzes_admin")))]


@hooks.register("register_snippet_listing_buttons")
def offer_upkeep(snippet, user, next_url=None):
    """The way to them from the lists."""
    may_edit = isinstance(snippet, Draft) and user.has_perm(
        f"quizzes.change_{snippet._meta.model_name}"
    )
    if may_edit:
        yield Button(_("Answer it as a student"), url=snippet.take_url(), icon_name="view")
    if isinstance(snippet, Question) and user.has_perm("quizzes.change_question"):
        address = reverse("quizzes_admin:figures", args=[snippet.pk])
        yield Button(_("National figures"), url=address, icon_name="table")
    if isinstance(snippet, Quiz) and user.has_perm("quizzes.publish_quiz"):
        address = reverse("quizzes_admin:regrade", args=[snippet.pk])
        yield Button(_("Compute results anew"), url=address, icon_name="rotate")
