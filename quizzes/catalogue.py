"""The list of quizzes, theme by theme: what anybody may try, and what a student handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from quizzes.models import Attempt, Category, Edition, Release
from quizzes.models.rules import Feedback


@dataclass(frozen=True)
class Listed:
    """A quiz in the list.

    Attributes:
        edition: its newest edition.
        attempts: what the student handed in and that counts, the newest first; the points of one
            whose answers the teacher has not shown yet stay out of sight.
    """

    edition: Edition
    attempts: tuple[Attempt, ...] = ()

    @property
    def may_be_tried(self) -> bool:
        """Whether anybody may try it without an account."""
        return self.edition.is_open_to_visitors


@dataclass(frozen=True)
class Theme:
    """A theme that quizzes of the list are about."""

    name: str
    slug: str


def read_catalogue(*, student, theme: UUID | None = None) -> list[Listed]:
    """Quizzes that may be tried, and those this student handed in; at most four statements.

    Args:
        student: who looks, None for a visitor.
        theme: only quizzes with a question of this theme, or of one within it.
    """
    own = _own_attempts(student)
    newest = Edition.objects.order_by("quiz_key", "-number").distinct("quiz_key")
    wanted = Q(is_open_to_visitors=True) | Q(quiz_key__in=own.keys())
    found = Edition.objects.filter(wanted, pk__in=newest.values("pk"))
    if theme:
        of_theme = Q(items__category_key=theme) | Q(items__subcategory_key=theme)
        found = found.filter(of_theme).distinct()
    listed = found.order_by("level", "title_ko")
    return [Listed(edition, tuple(own.get(edition.quiz_key, ()))) for edition in listed]


def read_catalogue_themes(listed: Iterable[Listed], language: str) -> list[Theme]:
    """The themes of these quizzes by name, in a language or in Korean; one statement."""
    editions = [each.edition.pk for each in listed]
    rows = Category.objects.filter(
        translation_key__in=Edition.objects.filter(pk__in=editions).values("items__category_key"),
        locale__language_code__in={"ko", language},
    ).values_list("translation_key", "locale__language_code", "name", "slug")
    # Korean first: the wanted language then writes its names over it.
    themes = {
        key: Theme(name, slug)
        for key, _, name, slug in sorted(rows, key=lambda row: row[1] == language)
    }
    return sorted(themes.values(), key=lambda theme: theme.name)


def find_theme(slug: str, language: str) -> Category | None:
    """The theme with this slug, in a language or else in Korean."""
    rows = Category.objects.filter(slug=slug, locale__language_code__in={"ko", language})
    found = {theme.locale.language_code: theme for theme in rows.select_related("locale")}
    return found.get(language) or found.get("ko")


def _own_attempts(student) -> dict[UUID, list[Attempt]]:
    """What a student handed in and that counts, by quiz."""
    own: dict[UUID, list[Attempt]] = {}
    if not student:
        return own
    rows = list(Attempt.objects.filter(student=student).counting().select_related("edition"))
    shown = set(
        Release.objects.filter(pk__in=[row.occasion for row in rows]).values_list("pk", flat=True)
    )
    for row in sorted(rows, key=lambda row: row.submitted_at, reverse=True):
        is_hidden = row.edition.feedback == Feedback.ON_RELEASE and row.occasion not in shown
        row.shows_points = not is_hidden
        own.setdefault(row.edition.quiz_key, []).append(row)
    return own
