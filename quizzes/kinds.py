"""The kinds of question there are, and what sets each apart. Plain data, no framework.

A kind is a block type of the question bank and the `kind` of an edition's item. Answers of all
kinds have one shape, see `Response`; how a kind fills it is said beside each kind below.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

LONGEST_SHORT = 200
LONGEST_ESSAY = 5000
# How sure somebody is of having spotted the fake: guessing, fairly sure, very sure.
CONFIDENCES = (1, 2, 3)


class UnknownKind(LookupError):
    """A question of a kind that nobody here knows."""


class Form(StrEnum):
    """What a student does with a question."""

    CHOICE = "choice"
    ORDER = "order"
    MATCH = "match"
    TEXT = "text"
    SPOT = "spot"


class Role(StrEnum):
    """What an option of a question is for, where there is more than one purpose."""

    OPTION = ""
    PROMPT = "prompt"
    TARGET = "target"
    PICTURE = "picture"
    PLACE = "place"
    ACCEPTED = "accepted"


class Shuffle(StrEnum):
    """Whether the options lose the author's order."""

    NEVER = "never"
    AS_THE_QUIZ_SAYS = "as_the_quiz_says"
    ALWAYS = "always"


class Credit(StrEnum):
    """What an answer that is right in part earns."""

    WHOLE = "whole"
    PARTIAL = "partial"


@dataclass(frozen=True)
class Response:
    """What a student answered. All empty means "I'm not sure".

    Attributes:
        chosen: keys of options. One or several for a choice; all of them in the student's order
            for "order"; prompt, target, prompt, target… for "match"; one picture and any number
            of places for "spot_the_fake".
        text: what was written, for "short" and "essay".
        confidence: how sure, one of CONFIDENCES, for "spot_the_fake".
    """

    chosen: tuple[Hashable, ...] = ()
    text: str = ""
    confidence: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return not self.chosen and not self.text.strip()

    @property
    def pairs(self) -> dict[Hashable, Hashable]:
        """For "match": the chosen target of each prompt."""
        return dict(zip(self.chosen[::2], self.chosen[1::2], strict=False))


@dataclass(frozen=True)
class Kind:
    """A kind of question.

    Attributes:
        takes_several: more than one option may be chosen.
        is_scored: it can earn points.
        is_read_by_a_person: its answers wait until somebody marked them.
    """

    name: str
    form: Form
    shuffle: Shuffle = Shuffle.AS_THE_QUIZ_SAYS
    takes_several: bool = False
    is_scored: bool = True
    is_read_by_a_person: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("one", Form.CHOICE),
        Kind("several", Form.CHOICE, takes_several=True),
        Kind("true_false", Form.CHOICE, Shuffle.NEVER),
        Kind("picture", Form.CHOICE),
        Kind("likert", Form.CHOICE, Shuffle.NEVER, is_scored=False),
        Kind("order", Form.ORDER, Shuffle.ALWAYS),
        Kind("match", Form.MATCH, Shuffle.ALWAYS),
        Kind("short", Form.TEXT, Shuffle.NEVER),
        Kind("essay", Form.TEXT, Shuffle.NEVER, is_read_by_a_person=True),
        Kind("spot_the_fake", Form.SPOT, Shuffle.NEVER),
    )
}


def kind_of(name: str) -> Kind:
    """The kind with this name.

    Raises:
        UnknownKind: there is none.
    """
    try:
        return KINDS[name]
    except KeyError as missing:
        raise UnknownKind(name) from missing
