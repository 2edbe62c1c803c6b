"""Addresses in the templates of quizzes."""

from django import template

register = template.Library()


@register.filter
def url_of(sitting, number: int) -> str:
    """Page of the question with this number in a sitting."""
    return sitting.url_of(number)


@register.filter
def under(mapping, key):
    """The value under `key`; "" where there is no mapping or no such key."""
    return mapping.get(key, "") if mapping else ""
