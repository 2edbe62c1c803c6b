"""The pictures that lessons and quizzes may show: our own, all of one size."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

# Every file is 640 × 400 (an SVG by its viewBox); pages reserve this room before it arrives.
WIDTH, HEIGHT = 640, 400


@dataclass(frozen=True)
class Drawing:
    """One picture: where it is served and how large it is, in CSS pixels."""

    name: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def url(self) -> str:
        return static(f"drawings/{self.name}{_files().get(self.name, '.svg')}")


@cache
def _files() -> dict[str, str]:
    """Names and file endings of all pictures in `static/drawings`, read once per process."""
    folder = Path(settings.STATICFILES_DIRS[0]) / "drawings"
    return {file.stem: file.suffix for file in folder.iterdir() if file.suffix in (".svg", ".webp")}


def drawing_names() -> tuple[str, ...]:
    """Names of all pictures."""
    return tuple(sorted(_files()))


def drawing_choices() -> list[tuple[str, str]]:
    """The pictures as choices for the editor."""
    return [(name, name.replace("-", " ")) for name in drawing_names()]
