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

    def live_revision_in(self, language: str):
        """Numbers of live revisions, those in a language first, Korean ones after; a subquery."""
        in_language = Case(When(locale__language_code=language, then=0), default=1)
        return (
            self.live()
            .filter(locale__language_code__in={"ko", language})
            .order_by(in_language)
            .values("live_revision")
        )

    def readable(self):
        """Lessons anyone may read, in teaching order."""
        return self.live().public().order_by(LEVEL_PLACE, "order", "lesson_code")
