"""A sheet: a paper as one student has it in front of them, in their order and language.

Plain data, no framework. What is right, and why, is on it only for questions whose answer was
revealed; templates and scripts get sheets, so that a key cannot slip out (T-28).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizzes import grading
from quizzes.ordering import in_seeded_order
from quizzes.papers import Item, Paper

# Kinds whose options keep the author's order whatever the quiz says.
ORDERED_KINDS = frozenset({"true_false"})
SEVERAL_KINDS = frozenset({"several"})


@dataclass(frozen=True)
class Given:
    """The stored answer to one question."""

    chosen: frozenset[UUID]
    rev: int
    saved_at: datetime
    is_revealed: bool = False


@dataclass(frozen=True)
class SheetOption:
    """An option to choose, or one that was marked.

    Attributes:
        key: the option's key.
        text: what it says.
        is_chosen: whether the student chose it.
        verdict: "" before marking; then "right" for a right option, "again" for a wrong one
            that was chosen, "plain" for the rest.
        feedback: what its author says to those who chose it; "" before marking.
    """

    key: UUID
    text: str
    is_chosen: bool
    verdict: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class SheetItem:
    """A question on the sheet.

    Attributes:
        number: its place on this sheet, from 1.
        total: how many questions the sheet has.
        language: of the words below; the source language where a translation is missing.
        given: the stored answer, None when there is none yet.
        is_marked: whether the fields that follow may be shown.
    """

    key: UUID
    number: int
    total: int
    kind: str
    language: str
    stem: str
    options: Sequence[SheetOption]
    given: Given | None = None
    is_marked: bool = False
    is_right: bool = False
    explanation: str = ""
    lesson_step: UUID | None = None

    @property
    def takes_several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.kind in SEVERAL_KINDS

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.number == self.total

    @property
    def next_number(self) -> int:
        """The number after this one; behind the last question comes the check."""
        return self.number + 1

    @property
    def previous_number(self) -> int:
        """The number before this one."""
        return self.number - 1

    @property
    def is_unsure(self) -> bool:
        """Whether the student said "I don't know"."""
        return self.given is not None and not self.given.chosen

    @property
    def has_seen_answer(self) -> bool:
        """Whether the right answer was shown, so that the student's own one stands."""
        return self.given is not None and self.given.is_revealed


def lay_out(
    paper: Paper,
    *,
    seed: int,
    language: str,
    given: Mapping[UUID, Given] = (),
    is_marked: bool = False,
) -> list[SheetItem]:
    """The questions of a paper in the order and language of one attempt.

    Args:
        seed: the attempt's seed.
        language: the language wanted; each question falls back as a whole.
        given: stored answers by key of question.
        is_marked: show what is right for every question, not only where it was revealed.
    """
    given = dict(given)
    keys = list(paper.items_by_key)
    if paper.has_random_order:
        keys = in_seeded_order(keys, seed)
    return [
        lay_out_item(
            paper.items_by_key[key],
            number=number,
            total=len(keys),
            language=language,
            seed=seed if paper.has_shuffled_options else None,
            given=given.get(key),
            is_marked=is_marked,
        )
        for number, key in enumerate(keys, start=1)
    ]


def lay_out_item(
    item: Item,
    *,
    language: str,
    number: int = 1,
    total: int = 1,
    seed: int | None = None,
    given: Given | None = None,
    is_marked: bool = False,
) -> SheetItem:
    """One question; its options are shuffled unless `seed` is None or the kind keeps its order."""
    language = item.language_for(language)
    is_marked = is_marked or bool(given and given.is_revealed)
    chosen = given.chosen if given else frozenset()
    text = item.texts[language]
    plain = SheetItem(
        key=item.key,
        number=number,
        total=total,
        kind=item.kind,
        language=language,
        stem=text.stem,
        options=_options(item, language, seed, chosen, is_marked),
        given=given,
    )
    return _marked(plain, item, chosen, text.explanation) if is_marked else plain


def _marked(plain: SheetItem, item: Item, chosen: Collection[UUID], why: str) -> SheetItem:
    shown = {
        **plain.__dict__,
        "is_marked": True,
        "is_right": grading.mark(item.kind, chosen=chosen, right=item.right).is_right,
        "explanation": why,
        "lesson_step": item.lesson_step,
    }
    return SheetItem(**shown)


def _options(
    item: Item, language: str, seed: int | None, chosen: Collection[UUID], is_marked: bool
) -> tuple[SheetOption, ...]:
    keys = item.option_keys
    if seed is not None and item.kind not in ORDERED_KINDS:
        keys = in_seeded_order(keys, seed)
    texts = item.texts[language].options
    return tuple(
        SheetOption(
            key=key,
            text=texts[key].text,
            is_chosen=key in chosen,
            verdict=_verdict(key, item.right, chosen) if is_marked else "",
            feedback=texts[key].feedback if is_marked and key in chosen else "",
        )
        for key in keys
    )


def _verdict(key: UUID, right: Collection[UUID], chosen: Collection[UUID]) -> str:
    if key in right:
        return "right"
    return "again" if key in chosen else "plain"


def first_unanswered(items: Sequence[SheetItem]) -> int | None:
    """Number of the first question without an answer; None when all have one."""
    return next((item.number for item in items if item.given is None), None)
