"""What Wagtail's admin shows of quizzes."""

from wagtail.snippets.models import register_snippet

from quizzes.viewsets import QuizViewSetGroup

register_snippet(QuizViewSetGroup)
