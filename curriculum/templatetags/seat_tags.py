"""Where a student came from or went to, in words."""

from django import template

from curriculum.seat_tags import tag_words

register = template.Library()
register.filter("tag_words", tag_words)
