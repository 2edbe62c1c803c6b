"""Questions, quizzes and themes in the editors' menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from quizzes.models import Category, Question, Quiz


class QuizViewSet(SnippetViewSet):
    """Quizzes."""

    model = Quiz
    icon = "tasks"
    menu_label = _("Quizzes")
    list_display = ["title", "level", "live", "has_unpublished_changes"]
    list_filter = ["level", "live"]


class QuestionViewSet(SnippetViewSet):
    """The question bank."""

    model = Question
    icon = "help"
    menu_label = _("Question bank")
    list_display = ["__str__", "category", "live", "has_unpublished_changes"]
    list_filter = ["category", "live"]


class CategoryViewSet(SnippetViewSet):
    """Themes of questions."""

    model = Category
    icon = "tag"
    menu_label = _("Themes")


class QuizViewSetGroup(SnippetViewSetGroup):
    """One menu for all three."""

    items = (QuizViewSet, QuestionViewSet, CategoryViewSet)
    menu_label = _("Quizzes")
    menu_icon = "tasks"
    menu_order = 210
