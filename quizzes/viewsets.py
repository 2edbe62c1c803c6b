"""Questions, quizzes and themes in the editors' menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from quizzes.models import Category, Question, Quiz
from quizzes.views import exchanging


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
    index_view_class = exchanging.QuestionIndexView

    def get_urlpatterns(self):
        """Also: import from and export to files."""
        export, export_file = (
            self.construct_view(view, **self.get_index_view_kwargs())
            for view in (exchanging.ExportView, exchanging.ExportFileView)
        )
        return [
            *super().get_urlpatterns(),
            path("import/", exchanging.import_file, name="import"),
            path("import/confirm/", exchanging.import_confirm, name="import_confirm"),
            path("export/", export, name="export"),
            path("export/<str:form>/", export_file, name="export_file"),
        ]


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
