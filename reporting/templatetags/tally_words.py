"""Names of the tally's numbers in templates."""

from django import template

from reporting.tally_rules import Key
from reporting.tally_words import level_name, name_of

register = template.Library()


@register.filter
def tally_name(key: Key) -> str:
    """A number's name, such as "Reports, middle school"."""
    return name_of(key)


@register.filter(name="level_name")
def level_filter(level: str) -> str:
    """The name of a school level."""
    return level_name(level)
