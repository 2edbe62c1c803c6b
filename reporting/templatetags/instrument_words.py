"""A question's words as one school level reads them."""

from django import template

register = template.Library()


@register.simple_tag
def in_words(entry, language: str, level: str) -> str:
    """Text of a question or an option at a level, in one language."""
    return entry.text(language, level)


@register.filter
def options_at(question, level: str) -> list:
    """The options offered at a level."""
    return question.options_for(level)


@register.filter
def condition_text(question) -> str:
    """The condition as staff write it."""
    terms = question.condition.terms if question.condition else ()
    return " or ".join(f"any({term.question}, {'|'.join(term.codes)})" for term in terms)
