from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    """Modules, assignments, progress, and the screens of a class."""

    name = "curriculum"
    default_auto_field = "django.db.models.BigAutoField"
