"""A sitting: an attempt together with what it is for and the sheet its student sees."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from quizzes import grading, occasions, sheets
from quizzes.actions import AttemptNotFound
from quizzes.edition_papers import paper_of
from quizzes.models import Answer, Attempt
from quizzes.models.quizzes import Feedback
from quizzes.occasions import Occasion
from quizzes.papers import Paper
from quizzes.sheets import Given, SheetItem


@dataclass
class Sitting:
    """What the pages of one attempt need.

    Attributes:
        attempt: the student's own attempt.
        occasion: what it is for; None when the floor above knows it no more.
        language: the language of the page.
    """

    attempt: Attempt
    occasion: Occasion | None
    language: str

    @cached_property
    def paper(self) -> Paper:
        """The paper of the edition the attempt began with."""
        return paper_of(self.attempt.edition_id)

    @property
    def title(self) -> str:
        """The quiz's title."""
        return self.paper.text(self.language).title

    @property
    def shows_answers_at_once(self) -> bool:
        """Whether each answer is explained as soon as it is given."""
        return self.paper.feedback == Feedback.AT_ONCE

    @property
    def takes_answers(self) -> bool:
        """Whether answers that arrive now still count."""
        is_timely = self.occasion is not None and self.occasion.accepts_at(timezone.now())
        return self.attempt.is_open and is_timely

    @cached_property
    def items(self) -> list[SheetItem]:
        """The sheet: everything marked once the attempt is submitted."""
        return sheets.lay_out(
            self.paper,
            seed=self.attempt.seed,
            language=self.language,
            given=given_in(self.attempt),
            is_marked=not self.attempt.is_open,
        )

    @property
    def next_url(self) -> str:
        """Where an open attempt goes on: the first question without an answer, else the check."""
        number = 1 if self.attempt.is_new else sheets.first_unanswered(self.items)
        name, place = ("question", [number]) if number else ("check", [])
        return reverse(f"quizzes:{name}", args=[self.attempt.pk, *place])

    def url_of(self, number: int) -> str:
        """Page of the question with this number; behind the last one comes the check page."""
        if number > len(self.paper.items):
            return reverse("quizzes:check", args=[self.attempt.pk])
        return reverse("quizzes:question", args=[self.attempt.pk, number])

    @property
    def right_count(self) -> int:
        """How many questions are right; meaningful once the attempt is submitted."""
        return sum(item.is_right for item in self.items)

    @property
    def percent(self) -> int:
        """Whole per cent of the points."""
        return grading.percent(self.attempt.points or 0, self.attempt.points_possible or 0)

    @property
    def has_passed(self) -> bool | None:
        """Whether the pass mark was reached; None where the quiz has none."""
        mark = self.paper.pass_mark
        return grading.has_passed(self.percent, mark) if mark else None

    @cached_property
    def lesson_urls(self) -> dict[UUID, str]:
        """Pages of the lesson steps that teach what was asked, as far as there are any."""
        if self.occasion is None:
            return {}
        steps = {item.lesson_step for item in self.items if item.lesson_step}
        return {step: self.occasion.lesson_step_url(step) for step in steps}


def find_sitting(*, attempt_id: UUID, student, language: str) -> Sitting:
    """The sitting of a student's own attempt.

    Raises:
        AttemptNotFound: no such attempt of this student.
    """
    attempt = Attempt.objects.filter(pk=attempt_id, student_id=student.pk).first()
    if attempt is None:
        raise AttemptNotFound
    return Sitting(
        attempt=attempt, occasion=occasions.find(attempt.occasion, student), language=language
    )


def given_in(attempt: Attempt) -> dict[UUID, Given]:
    """Stored answers of an attempt by key of question."""
    return {
        answer.item.key: Given(
            chosen=frozenset(answer.chosen),
            rev=answer.client_rev,
            saved_at=answer.saved_at,
            is_revealed=answer.revealed_at is not None,
        )
        for answer in Answer.objects.filter(attempt=attempt).select_related("item")
    }
