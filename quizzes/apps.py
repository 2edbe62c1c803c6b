from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """The question bank, quiz drafts, frozen editions, attempts and grading."""

    name = "quizzes"
    default_auto_field = "django.db.models.BigAutoField"
