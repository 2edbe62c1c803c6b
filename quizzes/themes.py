"""Progress theme by theme: every theme is listed, also one that nobody was asked about yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes import grading
from quizzes.models import Attempt, Category, Mark


@dataclass(frozen=True)
class ThemeRow:
    """One theme, or the rest without one.

    Attributes:
        earned: points, of `possible`; what waits to be read is in neither.
        waiting: answers nobody has read yet.
        parts: the themes within it.
    """

    name: str
    earned: Decimal = Decimal(0)
    possible: int = 0
    waiting: int = 0
    parts: Sequence["ThemeRow"] = field(default_factory=tuple)

    @property
    def percent(self) -> int:
        """Whole per cent; 0 where nothing was possible."""
        return grading.percent(self.earned, self.possible)

    @property
    def is_asked(self) -> bool:
        """Whether any question of it, or of a theme within it, was answered or passed over."""
        return bool(self.possible or self.waiting) or any(part.is_asked for part in self.parts)


def read_themes(attempts, language: str) -> list[ThemeRow]:
    """All themes with what these attempts earned in each; two statements.

    Args:
        attempts: a queryset of those that count, such as `Attempt.objects.filter(…).counting()`.
        language: of the names; Korean where a theme has none in it.
    """
    # Distinct on (student, occasion) needs its order, and keys alone go into the condition.
    keys = Attempt.objects.filter(pk__in=attempts.values("pk")).values("pk")
    rows = list(Mark.objects.filter(attempt__in=keys).by_theme())
    upper, within = _themes(language)
    found = [
        _row(
            name,
            [row for row in rows if row["item__category_key"] == key],
            [
                _row(part, [row for row in rows if row["item__subcategory_key"] == part_key])
                for part_key, part in within.get(key, {}).items()
            ],
        )
        for key, name in upper.items()
    ]
    rest = [row for row in rows if row["item__category_key"] not in upper]
    return [*found, _row(_("Without a theme"), rest)] if rest else found


def _row(name: str, rows: Iterable[dict], parts: Sequence[ThemeRow] = ()) -> ThemeRow:
    rows = list(rows)
    return ThemeRow(
        name=name,
        earned=sum((row["earned"] for row in rows), Decimal(0)),
        possible=sum(row["reachable"] for row in rows),
        waiting=sum(row["waiting"] for row in rows),
        parts=tuple(parts),
    )


def _themes(language: str) -> tuple[dict[UUID, str], dict[UUID, dict[UUID, str]]]:
    """Names of themes by key, and those within each."""
    upper: dict[UUID, str] = {}
    within: dict[UUID, dict[UUID, str]] = {}
    wanted = Category.objects.filter(locale__language_code__in={"ko", language})
    # Korean first: the wanted language then writes its names over it.
    rows = wanted.order_by("name").values_list(
        "locale__language_code", "translation_key", "parent__translation_key", "name"
    )
    for _code, key, parent, name in sorted(rows, key=lambda row: row[0] == language):
        themes = upper if parent is None else within.setdefault(parent, {})
        themes[key] = name
    return upper, within
