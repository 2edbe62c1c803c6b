"""Paint the pictures of "spot the fake" anew into static/drawings."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from lessons.picture_making import PAINTERS


class Command(BaseCommand):
    help = "Paints the pairs of pictures for “spot the fake”; the same code paints the same ones."

    def handle(self, *args, **options):
        folder = Path(settings.STATICFILES_DIRS[0]) / "drawings"
        for name, paint in PAINTERS.items():
            for letter, picture in zip("ab", paint(), strict=True):
                picture.save(folder / f"{name}-{letter}.webp", quality=82, method=6)
            self.stdout.write(f"{name}: {name}-a, {name}-b")
