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
        number: 1 for the first question of the level.
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
    questions = form.instrument.questions_for(form.level)
    numbers = {question.id: number for number, question in enumerate(questions, 1)}
    numbered = [
        NumberedQuestion(
            question=question,
            number=numbers[question.id],
            field=form[question.id],
            way=_way(form, questions, numbers, question),
        )
        for question in questions
    ]
    return {
        "questions": numbered,
        "total": len(questions),
        "script": json.dumps(
            {
                "round": round_.key,
                "level": form.level,
                "sealingKey": round_.sealing_key,
                "ticketKeys": round_.ticket_keys(form.level),
                **form.instrument.to_browser(form.level),
            }
        ),
    }


def answer_lines(instrument: Instrument, row: dict, level: str, language: str) -> list[dict]:
    """The row in words: question, chosen options, and the codes that are kept."""
    numbers = {q.id: number for number, q in enumerate(instrument.questions_for(level), 1)}
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


def _way(form, questions: list[Question], numbers: dict[str, int], question: Question) -> str:
    """Said once, before the first of several questions with the same condition."""
    place = questions.index(question)
    if question.condition is None or questions[place - 1].condition == question.condition:
        return ""
    parts = [
        _("at question %(number)d: %(options)s")
        % {"number": numbers[term.question], "options": _options(form, term)}
        for term in question.condition.terms
        if term.question in numbers
    ]
    target = form.instrument.skip_target(question, form.level)
    if target is None:
        return _("Only if you chose %(parts)s. Otherwise go to the end.") % {
            "parts": _(", or ").join(parts)
        }
    return _("Only if you chose %(parts)s. Otherwise go to question %(target)d.") % {
        "parts": _(", or ").join(parts),
        "target": numbers[target.id],
    }


def _options(form, term) -> str:
    texts = dict(form.fields[term.question].choices)
    return _(" or ").join(f"“{texts[code]}”" for code in term.codes if code in texts)
