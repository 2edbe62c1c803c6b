"""The questionnaire as data: parsed, checked, walked through, packed. Imports no framework."""

from reporting.instruments.conditions import Condition, Term
from reporting.instruments.failures import (
    DanglingReference,
    ForbiddenQuestion,
    ForwardReference,
    InstrumentRefused,
    MalformedInstrument,
    MissingTranslation,
    RowRefused,
    UnequalPath,
    UnknownOperator,
    UnreachableQuestion,
)
from reporting.instruments.instrument import LANGUAGES, LEVELS, Instrument
from reporting.instruments.questions import DO_NOT_KNOW, NOT_SAYING, Option, Question

__all__ = [
    "DO_NOT_KNOW",
    "LANGUAGES",
    "LEVELS",
    "NOT_SAYING",
    "Condition",
    "DanglingReference",
    "ForbiddenQuestion",
    "ForwardReference",
    "Instrument",
    "InstrumentRefused",
    "MalformedInstrument",
    "MissingTranslation",
    "Option",
    "Question",
    "RowRefused",
    "Term",
    "UnequalPath",
    "UnknownOperator",
    "UnreachableQuestion",
]
