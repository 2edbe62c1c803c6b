"""A sitting: an attempt together with what it is for and the sheet its student sees."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from quizzes import grading, occasions, sheets
from quizzes.actions import AttemptNotFound
from quizzes.actions.attempts import takes_answers
from quizzes.actions.scoring import asked_keys
from quizzes.edition_papers import changed_paper
from quizzes.models import Answer, Attempt, Award, Release
from quizzes.models.rules import Feedback
from quizzes.occasions import Occasion
from quizzes.papers import Paper, PaperText
from quizzes.rule_changes import AS_THE_QUIZ_SAYS
from quizzes.sheets import Given, SheetItem
from quizzes.standings import read_standing
from quizzes.turns import Turn, is_past
from schools.return_pass import give_return_pass


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
        """The paper of the edition the attempt began with, by the rules of its occasion."""
        changes = self.occasion.changes if self.occasion else AS_THE_QUIZ_SAYS
        return changed_paper(self.attempt.edition_id, changes)

    @property
    def title(self) -> str:
        """The quiz's title."""
        return self.words.title

    @property
    def words(self) -> PaperText:
        """What the quiz itself says."""
        return self.paper.text(self.language)

    @cached_property
    def may_try_again(self) -> bool:
        """Whether another attempt, recorded or for practice, may begin; reads what was allowed."""
        if self.occasion is None:
            return False
        is_unlimited = self.paper.allows_practice or self.paper.attempt_limit is None
        if self.occasion.is_open and is_unlimited:
            return True
        standing = read_standing(
            student=self.attempt.student, occasion=self.attempt.occasion, edition=None
        )
        is_open = self.occasion.is_open_for(standing.allowed, timezone.now())
        return is_open and standing.next_turn(self.paper) is not Turn.NONE

    @property
    def return_pass(self) -> str:
        """What lets this student sign in again from a page of this attempt."""
        return give_return_pass(self.attempt.student_id)

    @property
    def shows_answers_at_once(self) -> bool:
        """Whether each answer is explained as soon as it is given."""
        return self.paper.feedback == Feedback.AT_ONCE

    @property
    def takes_answers(self) -> bool:
        """Whether answers that arrive now still count."""
        return self.may_hand_in and not is_past(timezone.now(), [self.attempt.due_at])

    @property
    def may_hand_in(self) -> bool:
        """Whether what was saved can still be handed in."""
        is_timely = takes_answers(self.attempt, self.occasion, timezone.now())
        return self.attempt.is_open and self.occasion is not None and is_timely

    @cached_property
    def shows_result(self) -> bool:
        """Whether what was right may be seen: handed in, and released where the quiz wants it."""
        if self.attempt.is_open:
            return False
        waits_for_release = self.paper.feedback == Feedback.ON_RELEASE
        return not waits_for_release or self.is_released

    @cached_property
    def is_released(self) -> bool:
        """Whether the teacher has shown the answers."""
        return Release.objects.filter(pk=self.attempt.occasion).exists()

    @cached_property
    def items(self) -> list[SheetItem]:
        """The sheet: everything marked once the result may be seen."""
        return sheets.lay_out(
            self.paper,
            seed=self.attempt.seed,
            language=self.language,
            asked=asked_keys(self.attempt),
            given=given_in(self.attempt),
            is_marked=self.shows_result,
        )

    @property
    def next_url(self) -> str:
        """Where an open attempt goes on: the first question without an answer, else the check."""
        number = 1 if self.attempt.is_new else sheets.first_unanswered(self.items)
        name, place = ("question", [number]) if number else ("check", [])
        return reverse(f"quizzes:{name}", args=[self.attempt.pk, *place])

    def url_of(self, number: int) -> str:
        """Page of the question with this number; behind the last one comes the check page."""
        if number > len(asked_keys(self.attempt)):
            return reverse("quizzes:check", args=[self.attempt.pk])
        return reverse("quizzes:question", args=[self.attempt.pk, number])

    @cached_property
    def score(self) -> grading.Score:
        """What the attempt earned; meaningful once the result may be seen."""
        return grading.add_up(item.mark for item in self.items if item.mark)

    @property
    def percent(self) -> int:
        """Whole per cent of the points that are decided."""
        return self.score.percent

    @property
    def has_passed(self) -> bool | None:
        """Whether the pass mark was reached; None where there is none or answers wait."""
        mark = self.paper.pass_mark
        if not mark or self.score.waiting_count or not self.score.possible:
            return None
        return grading.has_passed(self.percent, mark)

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
    """Stored answers of an attempt by key of question, with points that a person gave."""
    # Nothing is marked by a person before it is handed in.
    awards = {} if attempt.is_open else _awards_of(attempt)
    answers = Answer.objects.filter(attempt=attempt).select_related("item")
    return {answer.item.key: _given(answer, awards.get(answer.item_id)) for answer in answers}


def _awards_of(attempt: Attempt) -> dict[int, Award]:
    return {award.item_id: award for award in Award.objects.filter(attempt=attempt)}


def _given(answer: Answer, award: Award | None) -> Given:
    return Given(
        response=answer.response,
        rev=answer.client_rev,
        saved_at=answer.saved_at,
        is_revealed=answer.revealed_at is not None,
        awarded=award.points if award else None,
        note=award.note if award else "",
    )
