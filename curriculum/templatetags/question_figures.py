"""Words for figures about questions."""

from django import template
from django.utils.translation import get_language

from curriculum.question_analysis import verdict_word as word_of
from quizzes.item_statistics import Verdict
from quizzes.models import Edition

register = template.Library()


@register.filter
def verdict_word(verdict: Verdict | None) -> str:
    """A verdict in the reader's language."""
    return word_of(verdict)


@register.filter
def title_here(edition: Edition) -> str:
    """An edition's title in the reader's language."""
    return edition.title(get_language())
