"""A mapping of a content file, which knows its place and refuses what is missing or wrong."""

from collections.abc import Iterator, Sequence
from uuid import UUID


class ContentFileRefused(ValueError):
    """A quiz file cannot be loaded.

    Attributes:
        file: name of the file.
        place: where in it, such as "questions[2].options[0].id".
    """

    def __init__(self, file: str, place: str, reason: str):
        super().__init__(f"{file}: {place}: {reason}")
        self.file = file
        self.place = place


class Part:
    """Names with values, at a place of a file."""

    def __init__(self, file: str, place: str, values):
        self.file, self.place = file, place
        if not isinstance(values, dict):
            raise ContentFileRefused(file, place or "file", "expected names with values")
        self.values = values

    def refuse(self, name: str, reason: str) -> ContentFileRefused:
        place = f"{self.place}.{name}" if self.place else name
        return ContentFileRefused(self.file, place, reason)

    def get(self, name: str, kind: type, default=None):
        value = self.values.get(name, default)
        if type(value) is not kind:
            raise self.refuse(name, f"expected {kind.__name__}, got {value!r}")
        return value

    def one_of(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        value = self.get(name, str, default)
        if value not in choices:
            raise self.refuse(name, f"{value!r} is not one of {', '.join(choices)}")
        return value

    def uuid(self, name: str) -> UUID:
        try:
            return UUID(self.get(name, str))
        except ValueError as error:
            raise self.refuse(name, "is not a UUID") from error

    def parts(self, name: str, default: list | None = None) -> Iterator["Part"]:
        for number, values in enumerate(self.get(name, list, default)):
            yield Part(self.file, f"{self.place}.{name}[{number}]".lstrip("."), values)

    def refuse_other_names(self, known: frozenset[str]) -> None:
        """A misspelt name would be left out without a word."""
        for name in self.values:
            if name not in known:
                raise self.refuse(str(name), "is not known here")
