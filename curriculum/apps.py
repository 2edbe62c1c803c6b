from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    """Modules, assignments, progress, and the screens of a class."""

    name = "curriculum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import page_published

        from curriculum.actions import forget_tickets, record_quiz_submitted, record_quiz_tried
        from curriculum.models import ModulePage
        from curriculum.occasions import resolve_occasion
        from curriculum.publishing import sync_published_module
        from curriculum.survey_numbers import (
            offices_looked_after,
            offices_of_today,
            people_who_see_tables,
            schools_by_stratum,
            students_by_stratum,
            students_drawing,
        )
        from quizzes import occasions
        from reporting import from_above

        occasions.register(
            resolve_occasion, on_submitted=record_quiz_submitted, on_tried=record_quiz_tried
        )
        from_above.register(
            students=students_by_stratum,
            offices=offices_looked_after,
            drawing=students_drawing,
            forget_tickets=forget_tickets,
            every_office=offices_of_today,
            schools=schools_by_stratum,
            team=people_who_see_tables,
        )
        page_published.connect(sync_published_module, sender=ModulePage)
