from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """Lessons as Wagtail pages, built from our own blocks."""

    name = "lessons"
    default_auto_field = "django.db.models.BigAutoField"
