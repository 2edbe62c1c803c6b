"""Why an instrument or a row is refused; each message names the place."""


class InstrumentRefused(ValueError):
    """The instrument cannot be used.

    Args:
        place: where in the file, e.g. "Q9, show_if".
        problem: what is wrong there, one sentence.
    """

    def __init__(self, place: str, problem: str):
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


class MalformedInstrument(InstrumentRefused):
    """A field is missing, of another type, doubled or out of its range."""


class UnknownOperator(InstrumentRefused):
    """A condition uses something other than `any(…)`, `in (…)`, `==` and `or`."""


class DanglingReference(InstrumentRefused):
    """A condition names a question or an option that does not exist."""


class ForwardReference(InstrumentRefused):
    """A condition names its own question or a later one (a cycle needs one of those)."""


class MissingTranslation(InstrumentRefused):
    """A text exists in one language only."""


class UnreachableQuestion(InstrumentRefused):
    """At one school level no set of answers leads to the question."""


class UnequalPath(InstrumentRefused):
    """Some answers would lead through other pages than others: a matched question is missing."""


class ForbiddenQuestion(InstrumentRefused):
    """The question is one that this survey never asks."""


class RowRefused(ValueError):
    """A row is not one that the instrument can produce."""
