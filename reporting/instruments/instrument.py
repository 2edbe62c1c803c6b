"""A whole instrument: who is asked what, in which order, and what a row of it looks like."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reporting.instruments import paths, rows
from reporting.instruments.failures import (
    DanglingReference,
    ForwardReference,
    MalformedInstrument,
    UnreachableQuestion,
)
from reporting.instruments.questions import LANGUAGES, LEVELS, Question, read_question

__all__ = ["LANGUAGES", "LEVELS", "Answers", "Instrument"]

# By question id: a code (single), a list of codes (multi), or None where skipped.
Answers = Mapping[str, str | Sequence[str] | None]


@dataclass(frozen=True)
class Instrument:
    """A questionnaire that passed every check. Make one with `from_data`."""

    data: dict
    questions: tuple[Question, ...]

    @classmethod
    def from_data(cls, data: dict) -> "Instrument":
        """Read and check an instrument.

        Args:
            data: {"meta": {…}, "questions": […]}, as in reporting/content/questionnaire.json.

        Raises:
            InstrumentRefused: the place and the problem are in the message.
        """
        if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
            raise MalformedInstrument("questions", "a list is needed")
        instrument = cls(data, tuple(_read_questions(data["questions"])))
        _check_references(instrument.questions)
        paths.check_equal(instrument.questions)
        return instrument

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the instrument, in hex; the same for the same content."""
        text = json.dumps(self.data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def key(self) -> str:
        """The digest's first eight digits: how a row says which instrument it belongs to."""
        return self.digest[:8]

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def question(self, question_id: str) -> Question:
        """The question of that id; KeyError when there is none."""
        return self._by_id[question_id]

    @cached_property
    def _by_level(self) -> dict[str, list[Question]]:
        return {level: [q for q in self.questions if level in q.levels] for level in LEVELS}

    @cached_property
    def _seen(self) -> dict[str, rows.SeenBefore]:
        return {level: rows.SeenBefore(self, level) for level in LEVELS}

    def questions_for(self, level: str) -> list[Question]:
        """Every question a student of that level may meet, in order."""
        return self._by_level[level]

    def places_for(self, level: str) -> list[tuple[Question, ...]]:
        """The pages of that level in order: one question, or two of which one is asked."""
        return paths.places(self.questions_for(level))

    def is_shown(self, question: Question, answers: Answers) -> bool:
        """Whether `question` is asked, given answers to questions that were asked before it.

        Args:
            answers: of every question asked before, skipped ones with None, and of no other.
        """
        if question.instead_of:
            return question.instead_of not in answers
        if question.condition is None:
            return True
        return question.condition.holds(answers)

    def reachable(self, answers: Answers, level: str) -> list[Question]:
        """The questions these answers lead through; an unreached answer opens nothing."""
        asked: dict[str, str | Sequence[str] | None] = {}
        for question in self.questions_for(level):
            if self.is_shown(question, asked):
                asked[question.id] = answers.get(question.id)
        return [self._by_id[question_id] for question_id in asked]

    def make_row(self, answers: Answers, level: str) -> dict:
        """The row that is kept: answers to unreached questions dropped, skipped ones None.

        Raises:
            RowRefused: an answer is none of its question's.
        """
        row = {"v": rows.VERSION, "instrument": self.key, "answers": {}}
        for question in self.reachable(answers, level):
            row["answers"][question.id] = rows.in_order(question, answers.get(question.id))
        self.validate_row(row, level)
        return row

    def validate_row(self, row: dict, level: str) -> dict:
        """The answers of a row that this instrument can produce at that level.

        Raises:
            RowRefused: foreign, malformed, with free text, or with unreachable answers.
        """
        return rows.validate(self, self._seen[level], row)

    @cached_property
    def packed_length(self) -> int:
        """Bytes of every packed row, whatever was answered and at whichever level."""
        return rows.packed_length(self)

    def pack(self, row: dict) -> bytes:
        """A row as JSON, padded with spaces to `packed_length`."""
        return rows.pack(row, self.packed_length)

    def unpack(self, packed: bytes) -> dict:
        """The row of `pack`, not yet validated.

        Raises:
            RowRefused: wrong length, or no JSON object.
        """
        return rows.unpack(packed, self.packed_length)

    def to_browser(self, level: str) -> dict:
        """What the browser needs to walk the same paths and make the same row, as JSON.

        The words are not in it: they stand on the page, with and without JavaScript.
        """
        return {
            "version": rows.VERSION,
            "instrument": self.key,
            "packedLength": self.packed_length,
            "questions": [
                {
                    "id": question.id,
                    "multi": question.is_multi,
                    "showIf": question.condition and question.condition.to_data(),
                    "insteadOf": question.instead_of,
                }
                for question in self.questions_for(level)
            ],
        }


def _read_questions(entries: list) -> list[Question]:
    questions: list[Question] = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise MalformedInstrument(f"question {number}", "an object is needed")
        question = read_question(entry, str(entry.get("id") or f"question {number}"))
        if any(question.id == other.id for other in questions):
            raise MalformedInstrument(question.id, "the id stands twice")
        questions.append(question)
    return questions


def _check_references(questions: Sequence[Question]) -> None:
    every = {question.id: question for question in questions}
    before: dict[str, Question] = {}
    for question in questions:
        place = f"{question.id}, show_if"
        for term in question.condition.terms if question.condition else ():
            if term.question not in every:
                raise DanglingReference(place, f"there is no question {term.question}")
            if term.question not in before:
                raise ForwardReference(place, f"{term.question} does not come before")
            _check_codes(before[term.question], term, place)
        _check_levels(question, before, place)
        before[question.id] = question


def _check_codes(target: Question, term, place: str) -> None:
    for code in term.codes:
        option = target.option(code)
        if option is None:
            raise DanglingReference(place, f"{target.id} has no option {code}")
        if term.operator == "==" and target.is_multi and not option.is_exclusive:
            raise MalformedInstrument(place, f"{code} may stand beside others: write any(…)")


def _check_levels(question: Question, before: dict[str, Question], place: str) -> None:
    """Each level that has the question needs a term that can come true there."""
    if question.condition is None:
        return
    for level in question.levels:
        offered = [
            code
            for term in question.condition.terms
            if level in before[term.question].levels
            for code in term.codes
            if level in before[term.question].option(code).levels
        ]
        if not offered:
            raise UnreachableQuestion(place, f"never true at level {level}")
