"""A text in both languages, shown in the one of the page."""

from typing import NamedTuple

from django.utils.translation import get_language


class Bilingual(NamedTuple):
    """Korean and English of the same text; as a string it is the one the reader chose."""

    ko: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.ko
