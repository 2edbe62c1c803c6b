"""Addresses and words in the templates of quizzes."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.drawings import Drawing
from quizzes import grading

register = template.Library()


@register.filter
def url_of(sitting, number: int) -> str:
    """Page of the question with this number in a sitting."""
    return sitting.url_of(number)


@register.filter
def title_here(edition) -> str:
    """An edition's title in the reader's language."""
    return edition.title(get_language())


@register.filter
def description_here(edition) -> str:
    """An edition's description in the reader's language."""
    return edition.description(get_language())


@register.filter
def under(mapping, key):
    """The value under `key`; "" where there is no mapping or no such key."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def drawing(name: str) -> Drawing:
    """The picture with this name."""
    return Drawing(name)


@register.filter
def figures(points) -> str:
    """Points without empty decimals."""
    return grading.in_figures(points)


@register.filter
def field_name(key, prefix: str) -> str:
    """Name of the field that stands for an option."""
    return f"{prefix}{key}"


@register.filter
def named(form, name: str) -> str:
    """Name of a field as it is sent, which on a page of several questions tells whose it is."""
    return form.add_prefix(name) if form else name


@register.filter
def sent(form, name: str) -> str:
    """What was sent in a field; "" where no form was sent."""
    return form.data.get(form.add_prefix(name), "") if form else ""


@register.filter
def all_errors(form) -> list[str]:
    """The errors of all fields, each once."""
    return list(dict.fromkeys(error for errors in form.errors.values() for error in errors))


def _confidences() -> dict[int, str]:
    return {1: _("Just guessing"), 2: _("Fairly sure"), 3: _("Very sure")}


@register.filter
def confidences(_nothing) -> list[tuple[int, str]]:
    """How sure somebody can be, with its words."""
    return list(_confidences().items())


@register.filter
def confidence_words(value: int) -> str:
    """How sure somebody was, in words."""
    return _confidences()[value]
