"""The rules of a quiz, and what a teacher changed of them for one occasion. No framework."""

from dataclasses import dataclass, fields, replace
from typing import TypeVar

ANY_NUMBER = 0
AnyRules = TypeVar("AnyRules")


@dataclass(frozen=True)
class Rules:
    """What decides how a quiz is taken, see `quizzes.models.Quiz` for the fields.

    Attributes:
        attempt_limit: attempts that count; None for any number, 0 for a quiz only practised.
        minutes: the time limit; None without one.
    """

    feedback: str
    pass_mark: int
    attempt_limit: int | None
    counting_rule: str
    allows_practice: bool
    minutes: int | None

    @classmethod
    def of(cls, source) -> "Rules":
        """The rules that a quiz, an edition or a paper carries."""
        return cls(**{each.name: getattr(source, each.name) for each in fields(cls)})

    @property
    def is_practice_only(self) -> bool:
        """Whether no attempt counts."""
        return self.attempt_limit == 0


@dataclass(frozen=True)
class RuleChanges:
    """What a teacher changed; what is None or empty stays as the quiz says.

    Attributes:
        attempt_limit: attempts that count; 0 for any number.
        is_practice_only: no attempt counts, whatever the limit.
        minutes: the time limit; 0 for none.
    """

    feedback: str = ""
    pass_mark: int | None = None
    attempt_limit: int | None = None
    is_practice_only: bool = False
    allows_practice: bool | None = None
    minutes: int | None = None

    def applied_to(self, rules: AnyRules) -> AnyRules:
        """These rules (`Rules` or a paper) with the changes; themselves where there are none."""
        changed = {
            "feedback": self.feedback or None,
            "pass_mark": self.pass_mark,
            "allows_practice": True if self.is_practice_only else self.allows_practice,
        }
        changed = {name: value for name, value in changed.items() if value is not None}
        if self.minutes is not None:
            changed["minutes"] = self.minutes or None
        if self.is_practice_only:
            changed["attempt_limit"] = 0
        elif self.attempt_limit is not None:
            changed["attempt_limit"] = self.attempt_limit or None
        return replace(rules, **changed) if changed else rules


AS_THE_QUIZ_SAYS = RuleChanges()
