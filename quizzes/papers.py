"""A paper: what a quiz asks, in all its languages at once. Plain data, no framework.

Drafts become a paper when an edition is cut or previewed; an edition becomes one again when it
is shown or marked. Structure (points, right options) comes from the source language; other
languages give words only, joined by UUID.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from uuid import UUID

from quizzes.kinds import Credit, Role

SOURCE_LANGUAGE = "ko"


@dataclass(frozen=True)
class OptionText:
    """Words of one option in one language.

    Attributes:
        text: what it says; the text alternative of a picture; the accepted spellings of a short
            answer, one a line.
    """

    text: str
    feedback: str


@dataclass(frozen=True)
class ItemText:
    """Words of one question in one language; its options are named by their keys."""

    stem: str
    explanation: str
    category: str
    options: Mapping[UUID, OptionText]
    picture_alt: str = ""
    subcategory: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether a student could be asked this: a question, and text in every option."""
        return bool(self.stem) and all(option.text for option in self.options.values())


@dataclass(frozen=True)
class Option:
    """One option of a question.

    Attributes:
        role: what it is for, where a question has options of several sorts.
        partner: for a prompt of "match": key of the target that belongs to it.
        picture: name of the drawing it shows.
        area: for a place of "spot_the_fake": left, top, width and height in the drawing.
    """

    key: UUID
    is_right: bool
    role: str = Role.OPTION
    partner: UUID | None = None
    picture: str = ""
    area: tuple[int, ...] = ()


@dataclass(frozen=True)
class Item:
    """One question with its options, in all languages.

    Attributes:
        options: in the author's order, which is the right one for "order".
        credit: what an answer that is right in part earns, see kinds.Credit.
        picture: name of the drawing shown with it; its text alternative is in the words.
        subcategory_key: the theme within the theme.
    """

    key: UUID
    kind: str
    points: int
    options: Sequence[Option]
    texts: Mapping[str, ItemText]
    category_key: UUID | None = None
    lesson_step: UUID | None = None
    credit: str = Credit.WHOLE
    picture: str = ""
    subcategory_key: UUID | None = None

    @property
    def right(self) -> frozenset[UUID]:
        """Keys of the right options."""
        return frozenset(option.key for option in self.options if option.is_right)

    @property
    def option_keys(self) -> list[UUID]:
        """Keys of all options, in the author's order."""
        return [option.key for option in self.options]

    def options_as(self, role: str) -> list[Option]:
        """The options of one role, in the author's order."""
        return [option for option in self.options if option.role == role]

    def language_for(self, wanted: str) -> str:
        """`wanted` where all words of the question exist in it, else the source language."""
        if self._is_whole_in(wanted):
            return wanted
        return SOURCE_LANGUAGE if SOURCE_LANGUAGE in self.texts else next(iter(self.texts))

    def _is_whole_in(self, language: str) -> bool:
        text = self.texts.get(language)
        has_alternative = bool(text and (text.picture_alt or not self.picture))
        is_whole = bool(text and set(text.options) >= set(self.option_keys))
        return has_alternative and is_whole and text.is_complete


@dataclass(frozen=True)
class PaperText:
    """Words of a quiz itself in one language.

    Attributes:
        success: said to those who reached the pass mark; our own words where it is empty.
        failure: said to those who did not reach it.
    """

    title: str
    description: str
    success: str = ""
    failure: str = ""


@dataclass(frozen=True)
class Paper:
    """All a quiz asks and how.

    Attributes:
        question_count: how many of the items each attempt asks; None for all.
        attempt_limit: attempts that are recorded; None for any number.
        counting_rule: which recorded attempt counts, "first", "last" or "best".
        allows_practice: whether more attempts may follow, which are never recorded.
        minutes: how long an attempt may take; None for no limit.
    """

    quiz_key: UUID
    level: str
    pass_mark: int
    feedback: str
    has_random_order: bool
    has_shuffled_options: bool
    texts: Mapping[str, PaperText]
    items: Sequence[Item] = field(default_factory=tuple)
    question_count: int | None = None
    attempt_limit: int | None = 1
    counting_rule: str = "first"
    allows_practice: bool = True
    minutes: int | None = None
    is_open_to_visitors: bool = False

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
        # What is at its default says nothing, so that a new field leaves old papers as they are.
        told = {each.name: getattr(value, each.name) for each in fields(value)}
        told_by_default = {each.name: each.default for each in fields(value)}
        return {
            name: _plain(inner) for name, inner in told.items() if inner != told_by_default[name]
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, UUID) else value
