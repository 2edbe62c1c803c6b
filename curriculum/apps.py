from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    """Modules, assignments, progress, and the screens of a class."""

    name = "curriculum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import page_published

        from curriculum import survey_numbers
        from curriculum.actions import forget_tickets, record_quiz_submitted, record_quiz_tried
        from curriculum.models import ModulePage
        from curriculum.occasions import hold_occasion, resolve_occasion
        from curriculum.publishing import sync_published_module
        from quizzes import occasions
        from reporting import from_above

        occasions.register(
            resolve_occasion,
            holder=hold_occasion,
            on_submitted=record_quiz_submitted,
            on_tried=record_quiz_tried,
        )
        from_above.register(
            students=survey_numbers.students_by_stratum,
            offices=survey_numbers.offices_looked_after,
            drawing=survey_numbers.students_drawing,
            forget_tickets=forget_tickets,
            every_office=survey_numbers.offices_of_today,
            schools=survey_numbers.schools_by_stratum,
            team=survey_numbers.people_who_see_tables,
        )
        page_published.connect(sync_published_module, sender=ModulePage)
