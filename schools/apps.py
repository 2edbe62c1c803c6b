from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Offices, schools, classes, students without names, staff and their roles, sign-in."""

    name = "schools"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from allauth.mfa.signals import authenticator_added

        from schools.second_factor import count_set_up_as_passed

        authenticator_added.connect(count_set_up_as_passed)
