"""Questions about many lessons."""

from django.db.models import Case, IntegerField, When
from wagtail.query import PageQuerySet

from core.levels import Level

# Elementary, middle, high: not the order of their letters.
LEVEL_PLACE = Case(
    *(When(level=level, then=place) for place, level in enumerate(Level.values)),
    output_field=IntegerField(),
)


class LessonPageQuerySet(PageQuerySet):
    """Lessons in the words of the subject."""

    def in_language(self, language: str):
        """Lessons written in a language: "ko" or "en"."""
        return self.filter(locale__language_code=language)

    def readable(self):
        """Lessons anyone may read, in teaching order."""
        return self.live().public().order_by(LEVEL_PLACE, "order", "lesson_code")
