from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Furniture every other app uses; it knows nobody."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"
