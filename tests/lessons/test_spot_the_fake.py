"""Spot the fake: pictures our own code painted, places with names, an answer that is never kept."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops

from core.drawings import HEIGHT, WIDTH
from lessons.picture_making import PAINTERS
from tests.factories.lessons import make_lesson

FOLDER = Path(settings.STATICFILES_DIRS[0]) / "drawings"


def difference(first: Image.Image, second: Image.Image) -> float:
    """Mean difference of two pictures in shades of 255."""
    histogram = ImageChops.difference(first.convert("L"), second.convert("L")).histogram()
    return sum(shade * count for shade, count in enumerate(histogram)) / (WIDTH * HEIGHT)


@pytest.mark.parametrize("name", PAINTERS)
def test_shipped_pictures_are_what_the_code_paints(name):
    for letter, painted in zip("ab", PAINTERS[name](), strict=True):
        shipped = Image.open(FOLDER / f"{name}-{letter}.webp")
        assert shipped.size == painted.size == (WIDTH, HEIGHT)
        assert difference(shipped, painted) < 4, "run manage.py paint_pictures"


@pytest.mark.parametrize("name", PAINTERS)
def test_changed_picture_differs_in_one_place_only(name):
    first, second = PAINTERS[name]()
    left, top, right, bottom = ImageChops.difference(first, second).getbbox()
    assert (right - left) * (bottom - top) < WIDTH * HEIGHT / 4


@pytest.mark.django_db
def test_answer_is_sent_nowhere_and_readable_without_script(client):
    page = client.get(make_lesson().url + "?step=2").text
    spot = page.partition("data-spot-the-fake")[2].partition("</section>")[0]
    assert spot.count('type="radio"') == spot.count('form=""') == 3 + 2 + 3
    assert re.search(r"<details[^>]*data-reveal", spot)
    assert spot.count("spot-the-fake__place--changed") == 1
