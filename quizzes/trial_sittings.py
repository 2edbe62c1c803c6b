"""A trial as the pages of a quiz take it; the counterpart of `sittings` without an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from django.urls import reverse

from quizzes import grading, sheets
from quizzes.kinds import Response
from quizzes.models.rules import Feedback
from quizzes.ordering import draw
from quizzes.papers import Paper, PaperText
from quizzes.sheets import Given, SheetItem
from quizzes.trials import Trial


@dataclass
class TrialSitting:
    """What the pages of one trial need.

    Attributes:
        paper: what is asked: an edition's, or that of a draft its author tries.
        language: the language of the page.
    """

    paper: Paper
    trial: Trial
    language: str
    lesson_urls: dict = field(default_factory=dict)

    is_trial = True

    @property
    def quiz_key(self) -> UUID:
        """Key of the quiz."""
        return self.paper.quiz_key

    @property
    def words(self) -> PaperText:
        """What the quiz itself says."""
        return self.paper.text(self.language)

    @property
    def title(self) -> str:
        """The quiz's title."""
        return self.words.title

    @property
    def shows_answers_at_once(self) -> bool:
        """Whether each answer is explained as soon as it is given."""
        return self.paper.feedback == Feedback.AT_ONCE

    @cached_property
    def asked(self) -> list[UUID]:
        """Keys of the questions of this trial, in its order."""
        return draw(
            list(self.paper.items_by_key),
            seed=self.trial.seed,
            is_random=self.paper.has_random_order,
            count=self.paper.question_count,
        )

    @cached_property
    def items(self) -> list[SheetItem]:
        """The sheet: everything marked once the trial is done."""
        return sheets.lay_out(
            self.paper,
            seed=self.trial.seed,
            language=self.language,
            asked=self.asked,
            given={key: self._given(given) for key, given in self.trial.answers.items()},
            is_marked=self.trial.is_done,
        )

    def _given(self, response) -> Given:
        return Given(response, rev=0, saved_at=None, is_revealed=self.shows_answers_at_once)

    def url_of(self, number: int) -> str:
        """Page of the question with this number; behind the last one comes the result."""
        if number > len(self.asked):
            return reverse("quizzes:try-result", args=[self.quiz_key])
        return reverse("quizzes:try-question", args=[self.quiz_key, number])

    @property
    def next_url(self) -> str:
        """Where it goes on: the first question without an answer, else the result."""
        return self.url_of(sheets.first_unanswered(self.items) or len(self.asked) + 1)

    @cached_property
    def score(self) -> grading.Score:
        """What it earned; answers that a person would have to read earn nothing here."""
        return grading.add_up(item.mark for item in self.items if item.mark)

    @property
    def has_passed(self) -> bool | None:
        """Whether the pass mark was reached; None where there is none or answers wait."""
        mark = self.paper.pass_mark
        if not mark or self.score.waiting_count or not self.score.possible:
            return None
        return grading.has_passed(self.score.percent, mark)


def draft_sitting(
    paper: Paper,
    language: str,
    answers: Mapping[UUID, Response] | None = None,
    *,
    is_done: bool = False,
) -> TrialSitting:
    """A draft as its author tries it: every question, in the author's order, marked at the end.

    Args:
        paper: what the draft asks.
        answers: what was answered so far, by key of question.
    """
    whole = replace(paper, has_random_order=False, question_count=None, feedback=Feedback.AT_END)
    trial = Trial(edition=None, seed=0, answers=dict(answers or {}), is_done=is_done)
    return TrialSitting(whole, trial, language)
