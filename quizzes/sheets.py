"""A sheet: a paper as one student has it in front of them, in their order and language.

Plain data, no framework. What is right, and why, is on it only for questions whose answer was
revealed; templates and scripts get sheets, so that a key cannot slip out (T-28).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from quizzes import grading
from quizzes.kinds import Kind, Response, Role, kind_of
from quizzes.papers import Item, Paper
from quizzes.sheet_options import SheetOption, View, lay_out_options, right_order


@dataclass(frozen=True)
class Given:
    """The stored answer to one question.

    Attributes:
        saved_at: when it arrived; None where nothing is stored.
        awarded: points that a person gave for it; None while nobody did.
        note: what that person wrote to the student.
    """

    response: Response
    rev: int
    saved_at: datetime | None
    is_revealed: bool = False
    awarded: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class SheetItem:
    """A question on the sheet.

    Attributes:
        number: its place on this sheet, from 1.
        total: how many questions the sheet has.
        language: of the words below; the source language where a translation is missing.
        given: the stored answer, None when there is none yet.
        mark: what the answer earned; None before the answer may be shown, and so are
            `right_order`, `explanation` and `lesson_step`.
    """

    key: UUID
    number: int
    total: int
    kind: str
    language: str
    stem: str
    options: Sequence[SheetOption]
    picture: str = ""
    picture_alt: str = ""
    points: int = 1
    given: Given | None = None
    mark: grading.Mark | None = None
    right_order: Sequence[SheetOption] = ()
    explanation: str = ""
    lesson_step: UUID | None = None

    @property
    def traits(self) -> Kind:
        """What sets its kind apart."""
        return kind_of(self.kind)

    @property
    def form(self) -> str:
        """What the student does with it; also the name of its template."""
        return self.traits.form.value

    @property
    def takes_several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.traits.takes_several

    @property
    def is_marked(self) -> bool:
        """Whether what is right may be shown."""
        return self.mark is not None

    @property
    def is_right(self) -> bool:
        """Whether the answer earned everything."""
        return self.mark is not None and self.mark.is_right

    @property
    def verdict(self) -> str:
        """In one word: "unscored", "waiting", "right", "partly" or "again"; "" before marking."""
        if self.mark is None:
            return ""
        if not self.mark.possible:
            return "unscored"
        if self.mark.is_waiting:
            return "waiting"
        if self.mark.is_right:
            return "right"
        return "partly" if self.mark.points else "again"

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
    def response(self) -> Response:
        """What was answered; blank while nothing was."""
        return self.given.response if self.given else Response()

    @property
    def is_unsure(self) -> bool:
        """Whether the student said "I don't know"."""
        return self.given is not None and self.given.response.is_blank

    @property
    def has_seen_answer(self) -> bool:
        """Whether the right answer was shown, so that the student's own one stands."""
        return self.given is not None and self.given.is_revealed

    def _as(self, role: Role) -> list[SheetOption]:
        return [option for option in self.options if option.role == role]

    @property
    def prompts(self) -> list[SheetOption]:
        """For "match": what something has to be put to."""
        return self._as(Role.PROMPT)

    @property
    def targets(self) -> list[SheetOption]:
        """For "match": what can be put to a prompt."""
        return self._as(Role.TARGET)

    @property
    def pictures(self) -> list[SheetOption]:
        """For "spot_the_fake": the two pictures."""
        return self._as(Role.PICTURE)

    @property
    def places(self) -> list[SheetOption]:
        """For "spot_the_fake": the named places in both."""
        return self._as(Role.PLACE)


def lay_out(
    paper: Paper,
    *,
    seed: int,
    language: str,
    asked: Sequence[UUID],
    given: Mapping[UUID, Given] = (),
    is_marked: bool = False,
) -> list[SheetItem]:
    """The questions of a paper in the order and language of one attempt.

    Args:
        seed: the attempt's seed.
        language: the language wanted; each question falls back as a whole.
        asked: keys of the questions of this attempt in their order.
        given: stored answers by key of question.
        is_marked: show what is right for every question, not only where it was revealed.
    """
    given = dict(given)
    return [
        lay_out_item(
            paper.items_by_key[key],
            number=number,
            total=len(asked),
            language=language,
            seed=seed,
            is_shuffled=paper.has_shuffled_options,
            given=given.get(key),
            is_marked=is_marked,
        )
        for number, key in enumerate(asked, start=1)
    ]


def lay_out_item(
    item: Item,
    *,
    language: str,
    number: int = 1,
    total: int = 1,
    seed: int = 0,
    is_shuffled: bool = False,
    given: Given | None = None,
    is_marked: bool = False,
) -> SheetItem:
    """One question; its options are shuffled as its kind and `is_shuffled` say."""
    view = View(
        language=item.language_for(language),
        seed=seed,
        is_shuffled=is_shuffled,
        response=given.response if given else Response(),
        is_marked=is_marked or bool(given and given.is_revealed),
    )
    revealed = _revealed(item, view, given) if view.is_marked else {}
    return SheetItem(
        number=number,
        total=total,
        given=given,
        **_asked(item, view.language),
        **revealed,
        options=lay_out_options(item, view),
    )


def _asked(item: Item, language: str) -> dict:
    """The question itself, apart from its options."""
    text = item.texts[language]
    return {
        "key": item.key,
        "kind": item.kind,
        "points": item.points,
        "language": language,
        "stem": text.stem,
        "picture": item.picture,
        "picture_alt": text.picture_alt,
    }


def _revealed(item: Item, view: View, given: Given | None) -> dict:
    """What is shown only with the answer."""
    return {
        "mark": grading.mark(item, view.response, awarded=given.awarded if given else None),
        "right_order": right_order(item, view),
        "explanation": item.texts[view.language].explanation,
        "lesson_step": item.lesson_step,
    }


def first_unanswered(items: Sequence[SheetItem]) -> int | None:
    """Number of the first question without an answer; None when all have one."""
    return next((item.number for item in items if item.given is None), None)
