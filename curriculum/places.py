"""The places a class can be led through: every step of every lesson, and each quiz.

Never the survey: taking part is everybody's own choice, and nobody is led there as a class.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from curriculum.models import Lead, ModuleStep
from curriculum.progress import Kind
from curriculum.step_facts import find_lessons, read_step_facts


@dataclass(frozen=True)
class Place:
    """One place, as the teacher and the projector name it.

    Attributes:
        title: of the lesson or quiz.
        heading: of the step within a lesson; "" for a quiz.
        number, length: step within the lesson; 1 of 1 for a quiz.
    """

    step: ModuleStep
    title: str
    heading: str = ""
    number: int = 1
    length: int = 1

    @property
    def value(self) -> str:
        """As a form sends it; `parse_place` reads it."""
        return f"{self.step.key}:{self.number}"

    def is_of(self, lead: Lead | None) -> bool:
        """Whether the class is here."""
        return lead is not None and (lead.step_id, lead.number) == (self.step.key, self.number)


@dataclass(frozen=True)
class Itinerary:
    """The places in order, and which of them the class is at."""

    places: Sequence[Place]
    lead: Lead | None

    @property
    def current(self) -> Place | None:
        """Where the class is; None while everybody goes at their own pace."""
        return next((place for place in self.places if place.is_of(self.lead)), None)

    @property
    def next(self) -> Place | None:
        """The place after this one, the first one to begin with; None after the last."""
        return self._beside(1)

    @property
    def previous(self) -> Place | None:
        """The place before this one; None before the first."""
        return self._beside(-1)

    def _beside(self, distance: int) -> Place | None:
        if self.current is None:
            return self.places[0] if self.places and distance > 0 else None
        at = self.places.index(self.current) + distance
        return self.places[at] if 0 <= at < len(self.places) else None


def parse_place(value: str) -> tuple[UUID, int]:
    """Step and number of `Place.value`.

    Raises:
        ValueError: it is not of that form.
    """
    key, _, number = value.partition(":")
    return UUID(key), int(number)


def read_itinerary(steps: Iterable[ModuleStep], lead: Lead | None, language: str) -> Itinerary:
    """Every place of a module, in one language. Two statements."""
    steps = list(steps)
    lessons = find_lessons([s.target_key for s in steps if s.kind is Kind.LESSON], language)
    quizzes = read_step_facts([s for s in steps if s.kind is Kind.QUIZ], language)
    places: list[Place] = []
    for step in steps:
        if step.kind is Kind.LESSON and step.target_key in lessons:
            places += _places_of_lesson(step, lessons[step.target_key])
        elif step.kind is Kind.QUIZ:
            places.append(Place(step, quizzes[step.key].title))
    return Itinerary(places, lead)


def _places_of_lesson(step: ModuleStep, lesson) -> list[Place]:
    steps = lesson.step_list()
    return [Place(step, lesson.title, each.title, each.number, len(steps)) for each in steps]
