"""The drawings a lesson may show: our own SVG files, all of one size."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

# Every file has viewBox="0 0 640 400"; the page reserves this room before the picture arrives.
WIDTH, HEIGHT = 640, 400


@dataclass(frozen=True)
class Drawing:
    """One drawing: where it is served and how large it is, in CSS pixels."""

    name: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def url(self) -> str:
        return static(f"drawings/{self.name}.svg")


@cache
def drawing_names() -> tuple[str, ...]:
    """Names of all drawings in `static/drawings`, read once per process."""
    folder = Path(settings.STATICFILES_DIRS[0]) / "drawings"
    return tuple(sorted(file.stem for file in folder.glob("*.svg")))


def drawing_choices() -> list[tuple[str, str]]:
    """The drawings as choices for the editor."""
    return [(name, name.replace("-", " ")) for name in drawing_names()]
