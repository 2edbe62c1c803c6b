"""The options of one question as a student has them in front of them. Plain data, no framework."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from quizzes import grading
from quizzes.kinds import Form, Kind, Response, Role, Shuffle, kind_of
from quizzes.ordering import in_seeded_order
from quizzes.papers import Item, Option
from quizzes.wording import spellings


@dataclass(frozen=True)
class SheetOption:
    """An option to choose, or one that was marked.

    Attributes:
        key: the option's key.
        text: what it says; the text alternative where it is a picture.
        is_chosen: whether the student chose it.
        verdict: "" before marking; then "right" for a right option, "again" for a wrong one
            that was chosen, "plain" for the rest.
        feedback: what its author says to those who chose it; "" before marking.
        place: for "order": its place as the student has it, from 1.
        picture: name of the drawing it shows.
        area: for a place in a picture: left, top, width, height.
        partner: for a prompt of "match": key of the target the student chose.
        partner_text: what that target says.
        right_text: what the right target says; "" before marking.
    """

    key: UUID
    text: str
    is_chosen: bool
    verdict: str = ""
    feedback: str = ""
    role: str = Role.OPTION
    place: int = 0
    picture: str = ""
    area: tuple[int, ...] = ()
    partner: UUID | None = None
    partner_text: str = ""
    right_text: str = ""


@dataclass(frozen=True)
class View:
    """How a question is laid out: for whom, in which language, marked or not.

    Attributes:
        is_shuffled: the quiz wants options in random order, where their kind lets it.
    """

    language: str
    seed: int
    is_shuffled: bool = False
    response: Response = field(default_factory=Response)
    is_marked: bool = False


def lay_out_options(item: Item, view: View) -> tuple[SheetOption, ...]:
    """The options in the order of this attempt.

    What is expected of a written answer is on it only once it is marked.
    """
    kind = kind_of(item.kind)
    if kind.form is Form.TEXT and not view.is_marked:
        return ()
    keys = _order_of(item, kind, view)
    by_key = {option.key: option for option in item.options}
    shown = [_shown(item, by_key[key], view, place) for place, key in enumerate(keys, start=1)]
    if kind.form is Form.MATCH:
        return _matched(item, shown, view)
    return tuple(shown)


def right_order(item: Item, view: View) -> tuple[SheetOption, ...]:
    """For "order", once marked: the options in their right order."""
    if item.kind != Form.ORDER or not view.is_marked:
        return ()
    return tuple(
        _shown(item, option, view, place) for place, option in enumerate(item.options, start=1)
    )


def _order_of(item: Item, kind: Kind, view: View) -> Sequence[UUID]:
    keys = item.option_keys
    if kind.form is Form.ORDER and set(view.response.chosen) == set(keys):
        return view.response.chosen
    prompts = [option.key for option in item.options_as(Role.PROMPT)]
    if kind.shuffle is Shuffle.ALWAYS or (
        kind.shuffle is Shuffle.AS_THE_QUIZ_SAYS and view.is_shuffled
    ):
        # Prompts are read from the top; only what is put to them is mixed.
        return prompts + in_seeded_order([key for key in keys if key not in prompts], view.seed)
    return keys


def _shown(item: Item, option: Option, view: View, place: int) -> SheetOption:
    words = item.texts[view.language].options[option.key]
    is_chosen = _is_chosen(item, option, view.response)
    verdict = _verdict(item, option, place, is_chosen) if view.is_marked else ""
    text = words.text
    if option.role == Role.ACCEPTED:
        text = next(iter(spellings(text)), "")
    return SheetOption(
        key=option.key,
        text=text,
        is_chosen=is_chosen,
        verdict=verdict,
        feedback=words.feedback if view.is_marked and is_chosen else "",
        role=option.role,
        place=place,
        picture=option.picture,
        area=option.area,
    )


def _is_chosen(item: Item, option: Option, response: Response) -> bool:
    if option.role == Role.ACCEPTED:
        return grading.accepted_option(item, response.text) == option.key
    return option.key in response.chosen


def _verdict(item: Item, option: Option, place: int, is_chosen: bool) -> str:
    kind = kind_of(item.kind)
    if not kind.is_scored:
        return "plain"
    if kind.form is Form.ORDER:
        is_in_place = item.options[place - 1].key == option.key
        return "right" if is_in_place else "again"
    if option.is_right:
        return "right"
    return "again" if is_chosen else "plain"


def _matched(item: Item, shown: list[SheetOption], view: View) -> tuple[SheetOption, ...]:
    """Prompts with the target the student put to each, and with the right one once marked."""
    texts = item.texts[view.language].options
    pairs = view.response.pairs
    partners = {option.key: option.partner for option in item.options}
    return tuple(
        _with_partner(option, pairs.get(option.key), partners[option.key], texts, view.is_marked)
        if option.role == Role.PROMPT
        else option
        for option in shown
    )


def _with_partner(option: SheetOption, chosen, right, texts, is_marked: bool) -> SheetOption:
    changes = {"partner": chosen, "partner_text": texts[chosen].text if chosen in texts else ""}
    if is_marked:
        changes["right_text"] = texts[right].text
        changes["verdict"] = "right" if chosen == right else "again"
    return SheetOption(**{**option.__dict__, **changes})
