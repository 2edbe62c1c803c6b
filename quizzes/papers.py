"""A paper: what a quiz asks, in all its languages at once. Plain data, no framework.

Drafts become a paper when an edition is cut or previewed; an edition becomes one again when it
is shown or marked. Structure (points, right options) comes from the source language; other
languages give words only, joined by UUID.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cached_property
from uuid import UUID

SOURCE_LANGUAGE = "ko"


@dataclass(frozen=True)
class OptionText:
    """Words of one option in one language."""

    text: str
    feedback: str


@dataclass(frozen=True)
class ItemText:
    """Words of one question in one language; its options are named by their keys."""

    stem: str
    explanation: str
    category: str
    options: Mapping[UUID, OptionText]

    @property
    def is_complete(self) -> bool:
        """Whether a student could be asked this: a question, and text in every option."""
        return bool(self.stem) and all(option.text for option in self.options.values())


@dataclass(frozen=True)
class Option:
    """One option of a question."""

    key: UUID
    is_right: bool


@dataclass(frozen=True)
class Item:
    """One question with its options, in all languages."""

    key: UUID
    kind: str
    points: int
    options: Sequence[Option]
    texts: Mapping[str, ItemText]
    category_key: UUID | None = None
    lesson_step: UUID | None = None

    @property
    def right(self) -> frozenset[UUID]:
        """Keys of the right options."""
        return frozenset(option.key for option in self.options if option.is_right)

    @property
    def option_keys(self) -> list[UUID]:
        """Keys of all options, in the author's order."""
        return [option.key for option in self.options]

    def language_for(self, wanted: str) -> str:
        """`wanted` where all words of the question exist in it, else the source language."""
        if self._is_whole_in(wanted):
            return wanted
        return SOURCE_LANGUAGE if SOURCE_LANGUAGE in self.texts else next(iter(self.texts))

    def _is_whole_in(self, language: str) -> bool:
        text = self.texts.get(language)
        return bool(text and text.is_complete and set(text.options) >= set(self.option_keys))


@dataclass(frozen=True)
class PaperText:
    """Words of a quiz itself in one language."""

    title: str
    description: str


@dataclass(frozen=True)
class Paper:
    """All a quiz asks and how."""

    quiz_key: UUID
    level: str
    pass_mark: int
    feedback: str
    has_random_order: bool
    has_shuffled_options: bool
    texts: Mapping[str, PaperText]
    items: Sequence[Item] = field(default_factory=tuple)

    @cached_property
    def items_by_key(self) -> dict[UUID, Item]:
        """The questions under their keys."""
        return {item.key: item for item in self.items}

    @property
    def points_possible(self) -> int:
        """Points of all questions together."""
        return sum(item.points for item in self.items)

    def text(self, wanted: str) -> PaperText:
        """Title and description in `wanted`, or in the source language."""
        return self.texts.get(wanted) or self.texts.get(SOURCE_LANGUAGE) or self.own_text()

    def own_text(self) -> PaperText:
        """Title and description of a draft that has no source language yet."""
        return next(iter(self.texts.values()))

    def digest(self) -> str:
        """SHA-256 of everything above, in hex: equal papers, equal digests."""
        return digest_of(self)


def digest_of(value) -> str:
    """SHA-256, in hex, of plain data or a dataclass; the order of names does not matter."""
    packed = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def _plain(value):
    if is_dataclass(value):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, UUID) else value
