from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Furniture every other app uses; it knows nobody."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.utils.module_loading import autodiscover_modules

        # Each app names its own acts for the audit trail in a module of this name.
        autodiscover_modules("acts")
