"""Sittings of an old application become attempts of students whose seats are known."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from quizzes import grading
from quizzes.actions.editions import write_edition
from quizzes.actions.old_catalogue import CarryReport, OldCatalogue
from quizzes.actions.scoring import settle_attempt
from quizzes.edition_papers import paper_of
from quizzes.kinds import Response
from quizzes.models import Answer, Attempt, Award, Edition, Item
from quizzes.models.attempts import AttemptState
from quizzes.old_app import OldApp, OldQuestion, OldQuiz, OldSitting
from quizzes.old_papers import Translated, key_of
from quizzes.old_seats import Seat
from schools.models import Student


class OldSittings:
    """Carries finished sittings; one that is there from an earlier run stays as it is.

    Attributes:
        marker: member of staff under whose name old marks are kept that a person must have
            given; None keeps our own marks and says where they differ.
    """

    def __init__(
        self,
        old: OldApp,
        translated: Translated,
        report: CarryReport,
        catalogue: OldCatalogue,
        marker,
    ):
        self.old, self.translated, self.report = old, translated, report
        self.catalogue, self.marker = catalogue, marker
        self.quizzes = {quiz.id: quiz for quiz in old.quizzes}
        self.editions: dict[int, Edition] = {}
        self.items: dict[UUID, dict[UUID, Item]] = {}

    def carry(self, seats: Mapping[int, Seat]) -> None:
        """Carry every sitting that can be carried, and say why of every other."""
        students = {user: _student_at(seat) for user, seat in seats.items()}
        made = Attempt.objects.filter(pk__in=[self._key(each) for each in self.old.sittings])
        known = set(made.values_list("pk", flat=True))
        for sitting in self.old.sittings:
            about, student = f"sitting {sitting.id}", students.get(sitting.user_id)
            if self._key(sitting) in known:
                self.report.known["attempt"] += 1
            elif reason := self._reason_to_leave(sitting, seats, student):
                self.report.leave(about, reason)
            else:
                self.report.ask_to_look_at(about, sitting.faults)
                self._carry_one(about, sitting, student)

    def _key(self, sitting: OldSitting) -> UUID:
        return key_of(self.translated.source, "sitting", sitting.id)

    def _reason_to_leave(self, sitting: OldSitting, seats, student: Student | None) -> str:
        user = sitting.user_id
        checks = [
            (sitting.quiz_id not in self.quizzes, "its quiz was deleted"),
            (not sitting.is_complete, "was not finished"),
            (not self._asked(sitting), "all its questions were deleted"),
            (sitting.started_at is None, "it has no time of beginning"),
            (user not in seats, f"no seat is named for the old user {user}"),
            (student is None, f"there is no student at the seat named for the old user {user}"),
        ]
        return next((reason for is_so, reason in checks if is_so), "")

    def _asked(self, sitting: OldSitting) -> list[OldQuestion]:
        """What it asked and still exists."""
        found = (self.old.questions.get(number) for number in sitting.question_ids)
        return [question for question in found if question and question.kind]

    def _edition(self, quiz: OldQuiz) -> Edition:
        """What the finished sittings of a quiz asked, frozen; the same in every run."""
        if quiz.id not in self.editions:
            self.editions[quiz.id] = self._frozen(quiz)
        return self.editions[quiz.id]

    def _frozen(self, quiz: OldQuiz) -> Edition:
        questions = self._ever_asked(quiz)
        themes = {each.id: self.catalogue.themes_of(each) for each in questions}
        paper = self.translated.paper(quiz, questions, themes)
        latest = Edition.objects.latest_for(paper.quiz_key)
        if latest and latest.digest == paper.digest():
            self.report.known["edition"] += 1
            return latest
        self.report.made["edition"] += 1
        return write_edition(paper, number=latest.number + 1 if latest else 1)

    def _ever_asked(self, quiz: OldQuiz) -> list[OldQuestion]:
        """Also questions that were taken out of the quiz after somebody answered them (F6)."""
        sat = [each for each in self.old.sittings if each.quiz_id == quiz.id and each.is_complete]
        asked = dict.fromkeys(quiz.question_ids)
        asked |= dict.fromkeys(question.id for each in sat for question in self._asked(each))
        found = [self.old.questions[number] for number in asked]
        return [question for question in found if question.kind]

    def _carry_one(self, about: str, sitting: OldSitting, student: Student) -> None:
        edition = self._edition(self.quizzes[sitting.quiz_id])
        asked = self._asked(sitting)
        if gone := len(sitting.question_ids) - len(asked):
            self.report.ask_to_look_at(about, [f"{gone} of its questions were deleted (F5)"])
        occasion = key_of(self.translated.source, "occasion", sitting.quiz_id)
        ended_at = max(sitting.started_at, sitting.ended_at or sitting.started_at)
        attempt = Attempt.objects.create(
            pk=self._key(sitting),
            student=student,
            occasion=occasion,
            edition=edition,
            number=Attempt.objects.filter(student=student, occasion=occasion).count() + 1,
            asked=[self.translated.question_key(question.id) for question in asked],
            started_at=sitting.started_at,
        )
        self._write_answers(about, sitting, attempt, asked, ended_at)
        attempt.state, attempt.submitted_at = AttemptState.SUBMITTED, ended_at
        settle_attempt(attempt)
        self.report.made["attempt"] += 1
        if (
            attempt.points + attempt.points_waiting < sitting.score
            or attempt.points > sitting.score
        ):
            doubt = f"had {sitting.score} points there and has {int(attempt.points)} here"
            self.report.ask_to_look_at(about, [doubt])

    def _write_answers(
        self, about: str, sitting: OldSitting, attempt, asked: Iterable[OldQuestion], ended_at
    ) -> None:
        items, paper = self._items(attempt.edition), paper_of(attempt.edition_id)
        answers, awards = [], []
        for question in asked:
            key = self.translated.question_key(question.id)
            response, doubt = self._response(question, sitting.answers.get(question.id))
            self.report.ask_to_look_at(f"{about}, question {question.id}", doubt)
            if response is not None:
                answers.append(_answer(attempt, items[key], response, ended_at))
            mark = grading.mark(paper.items_by_key[key], response or Response())
            points = _marked_otherwise(mark, is_right=question.id not in sitting.wrong)
            if points is not None and self.marker:
                awards.append(_award(attempt, items[key], points, ended_at, self.marker))
        Answer.objects.bulk_create(answers)
        Award.objects.bulk_create(awards)

    def _items(self, edition: Edition) -> dict[UUID, Item]:
        if edition.pk not in self.items:
            self.items[edition.pk] = {item.key: item for item in edition.items.all()}
        return self.items[edition.pk]

    def _response(
        self, question: OldQuestion, stored: str | None
    ) -> tuple[Response | None, list[str]]:
        if stored is None:
            return None, []
        if question.kind == "essay":
            return Response(text=stored), []
        if stored in {option.id for option in question.options}:
            return Response((self.translated.option_key(question.id, stored),)), []
        return None, ["the option that was chosen does not exist any more"]


def _student_at(seat: Seat) -> Student | None:
    return Student.objects.filter(
        classroom__school__neis_code=seat.school,
        classroom__school_year=seat.school_year,
        classroom__grade=seat.grade,
        classroom__class_number=seat.class_number,
        number=seat.number,
    ).first()


def _marked_otherwise(mark: grading.Mark, *, is_right: bool) -> int | None:
    """Points an old mark gave, where ours differs.

    An essay counted as wrong there until somebody read it (F11), so that "wrong" says nothing of
    one: it waits here.
    """
    if mark.is_waiting:
        return mark.possible if is_right else None
    return None if mark.is_right == is_right else mark.possible * is_right


def _answer(attempt: Attempt, item: Item, response: Response, saved_at) -> Answer:
    return Answer(
        attempt=attempt,
        item=item,
        chosen=list(response.chosen),
        text=response.text,
        client_rev=0,
        saved_at=saved_at,
    )


def _award(attempt: Attempt, item: Item, points: int, awarded_at, marker) -> Award:
    return Award(
        attempt=attempt, item=item, points=points, awarded_at=awarded_at, awarded_by=marker
    )
