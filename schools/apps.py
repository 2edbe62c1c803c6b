from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Offices, schools, classes, students without names, staff and their roles, sign-in."""

    name = "schools"
    default_auto_field = "django.db.models.BigAutoField"
