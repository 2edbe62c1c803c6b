from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """The question bank, quiz drafts, frozen editions, attempts and grading."""

    name = "quizzes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import published

        from quizzes.models import Quiz
        from quizzes.receivers import cut_published_quiz

        published.connect(cut_published_quiz, sender=Quiz)
