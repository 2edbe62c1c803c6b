from django.apps import AppConfig


class HelplinesConfig(AppConfig):
    """Help channels, the help page, the help strip, leaving a page quickly."""

    name = "helplines"
    default_auto_field = "django.db.models.BigAutoField"
