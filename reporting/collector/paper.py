"""The questionnaire as it stands on the page: numbers, "go to question n", answers in words."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.collector.forms import QuestionnaireForm
from reporting.collector.rounds import Round
from reporting.instruments import Instrument, Question


@dataclass(frozen=True)
class NumberedQuestion:
    """A question with its place at this level.

    Attributes:
        number: 1 for the first page of the level; a matched question has that of its pair.
        field: the bound form field.
        way: for readers without JavaScript, who answers it and where the others go on; else "".
    """

    question: Question
    number: int
    field: object
    way: str

    @property
    def exclusive(self) -> str:
        """Codes that cannot stand beside others, for the script."""
        return " ".join(option.code for option in self.question.options if option.is_exclusive)


def paper_for(round_: Round, form: QuestionnaireForm) -> dict:
    """What the questionnaire's template needs beside the form."""
    numbers = place_numbers(form.instrument, form.level)
    numbered = [
        NumberedQuestion(
            question=question,
            number=numbers[question.id],
            field=form[question.id],
            way=_way(form, numbers, question),
        )
        for question in form.instrument.questions_for(form.level)
    ]
    return {
        "questions": numbered,
        "total": max(numbers.values()),
        "script": json.dumps(
            {
                "round": round_.key,
                "level": form.level,
                "sealingKey": round_.sealing_key,
                "strata": round_.strata_of(form.level),
                "ticketKeys": round_.ticket_keys(form.level),
                **form.instrument.to_browser(form.level),
            }
        ),
    }


def place_numbers(instrument: Instrument, level: str) -> dict[str, int]:
    """The page of every question: two questions of which one is asked share theirs."""
    places = instrument.places_for(level)
    return {question.id: n for n, place in enumerate(places, 1) for question in place}


def answer_lines(instrument: Instrument, row: dict, level: str, language: str) -> list[dict]:
    """The row in words: question, chosen options, and the codes that are kept."""
    numbers = place_numbers(instrument, level)
    lines = []
    for question_id, answer in row["answers"].items():
        question = instrument.question(question_id)
        chosen = [answer] if isinstance(answer, str) else answer or []
        lines.append(
            {
                "number": numbers[question_id],
                "question": question.text(language, level),
                "answers": [question.option(code).text(language, level) for code in chosen],
                "stored": f"{question_id}: {'+'.join(chosen) or 'null'}",
            }
        )
    return lines


def row_text(row: dict) -> str:
    """The row letter by letter, without the spaces that fill it up."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _way(form, numbers: dict[str, int], question: Question) -> str:
    """Which of the two questions of a place a reader answers."""
    number = numbers[question.id]
    if question.instead_of:
        return _("Only if you did not answer question %(number)d.") % {"number": number}
    if question.condition is None:
        return ""
    parts = [
        _("at question %(number)d: %(options)s")
        % {"number": numbers[term.question], "options": _options(form, term)}
        for term in question.condition.terms
        if term.question in numbers
    ]
    return _("Only if you chose %(parts)s. Otherwise go to question %(number)d-2, right below.") % {
        "parts": _(", or ").join(parts),
        "number": number,
    }


def _options(form, term) -> str:
    texts = dict(form.fields[term.question].choices)
    return _(" or ").join(f"“{texts[code]}”" for code in term.codes if code in texts)
