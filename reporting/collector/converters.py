"""Parts of the survey's addresses: a language, a school level."""

LANGUAGES = ("ko", "en")


class LanguageConverter:
    """One of LANGUAGES."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LevelConverter:
    """The letter e, m or h in the address; the level's code (E, M, H) inside."""

    regex = "[emh]"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value.lower()
