from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The anonymous survey and safe statistics; has no path to a person."""

    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from reporting import checks  # registers the system checks
