"""What follows when Wagtail says that something was published."""

from quizzes.actions import cut_edition


def cut_published_quiz(sender, instance, **kwargs):
    """A quiz went live, in whatever language: what students answer follows."""
    cut_edition(quiz_key=instance.key)
