"""Shares of the points that GIFT and Moodle XML give each answer, in per cent.

Moodle writes what a choice earns or costs beside it. Here an option is right or wrong, and a rule
says what an answer earns that is right in part: right ones share all points equally, and so do
wrong ones what they cost (see grading.share_of).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from quizzes.exchange.records import Choice, Note
from quizzes.kinds import Credit

ALL = 100.0
NEAR = 0.01


@dataclass(frozen=True)
class Weighed:
    """A choice as Moodle knows it; `weight` in per cent."""

    text: str
    weight: float
    feedback: str = ""


@dataclass(frozen=True)
class ReadChoices:
    """Choices, the credit they were weighed for, and what could not be kept."""

    choices: tuple[Choice, ...]
    credit: str = Credit.WHOLE.value
    notes: tuple[tuple[Note, str], ...] = ()


def one_of(weighed: Sequence[Weighed]) -> ReadChoices:
    """Where one may be chosen, what earns everything is right."""
    is_in_part = any(0 < abs(each.weight) < ALL - NEAR for each in weighed)
    return ReadChoices(_choices(weighed, least=ALL - NEAR), notes=_weights_note(is_in_part))


def several_of(weighed: Sequence[Weighed]) -> ReadChoices:
    """Where several may be chosen, what earns anything is right."""
    choices = _choices(weighed, least=NEAR)
    expected = [weight_of(choice, choices, Credit.PARTIAL) for choice in choices]
    is_other = any(
        not isclose(each.weight, wanted, abs_tol=NEAR)
        for each, wanted in zip(weighed, expected, strict=True)
    )
    return ReadChoices(choices, Credit.PARTIAL.value, _weights_note(is_other))


def accepted(weighed: Sequence[Weighed]) -> ReadChoices:
    """Written answers: what earns anything is accepted."""
    is_in_part = any(NEAR < each.weight < ALL - NEAR for each in weighed)
    return ReadChoices(_choices(weighed, least=NEAR), notes=_weights_note(is_in_part))


def weight_of(choice: Choice, choices: Sequence[Choice], credit: str) -> float:
    """What a choice earns or costs among these; a wrong one costs all without partial credit."""
    alike = sum(each.is_right == choice.is_right for each in choices)
    if choice.is_right:
        return ALL / alike
    return -ALL / alike if credit == Credit.PARTIAL else -ALL


def figure(weight: float) -> str:
    """A weight as Moodle writes it, with at most five decimals."""
    return f"{weight:.5f}".rstrip("0").rstrip(".")


def _choices(weighed: Sequence[Weighed], *, least: float) -> tuple[Choice, ...]:
    return tuple(Choice(each.text, each.weight >= least, each.feedback) for each in weighed)


def _weights_note(is_other: bool) -> tuple[tuple[Note, str], ...]:
    return ((Note.WEIGHTS, ""),) if is_other else ()
