"""Pages of the survey service."""

from reporting.collector.views.answering import questionnaire, review
from reporting.collector.views.pages import calendar, done, doors, first_page, how_we_keep_it
from reporting.collector.views.sending import send, send_form

__all__ = [
    "calendar",
    "done",
    "doors",
    "first_page",
    "how_we_keep_it",
    "questionnaire",
    "review",
    "send",
    "send_form",
]
