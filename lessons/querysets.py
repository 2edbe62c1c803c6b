"""Questions about many lessons."""

from wagtail.query import PageQuerySet


class LessonPageQuerySet(PageQuerySet):
    """Lessons in the words of the subject."""

    def in_language(self, language: str):
        """Lessons written in a language: "ko" or "en"."""
        return self.filter(locale__language_code=language)

    def readable(self):
        """Lessons anyone may read, in teaching order."""
        return self.live().public().order_by("level", "order", "lesson_code")
