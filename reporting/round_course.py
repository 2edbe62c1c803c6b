"""Where a round stands on its way, and who brought it there."""

from dataclasses import dataclass

from reporting.actions import person_of
from reporting.models import Round, StepRequest


@dataclass(frozen=True)
class CourseStep:
    """One step of a round as the page shows it.

    Attributes:
        step: one of StepRequest.Step.
        request: the last request that was not taken back; None before anybody asked.
        asked_by: name of who asked; empty before.
        confirmed_by: name of who confirmed; empty before.
        is_next: whether it can be asked for now.
        is_by_command: whether an operator's command took it, without pages.
    """

    step: StepRequest.Step
    request: StepRequest | None
    asked_by: str
    confirmed_by: str
    is_next: bool
    is_by_command: bool

    @property
    def is_waiting(self) -> bool:
        """Whether a second person is asked."""
        return self.request is not None and self.request.is_waiting


def course_of(round: Round) -> list[CourseStep]:
    """The four steps of a round in order."""
    requests = {one.step: one for one in round.step_requests.filter(withdrawn_in__isnull=True)}
    course = []
    for step in StepRequest.Step:
        request = requests.get(step)
        course.append(
            CourseStep(
                step=step,
                request=request,
                asked_by=person_of(request.asked_in) if request else "",
                confirmed_by=person_of(request.confirmed_in) if request else "",
                is_next=request is None and StepRequest.FROM_STATE[step] == round.state,
                is_by_command=request is None and _is_past(step, round.state),
            )
        )
    return course


def _is_past(step: str, state: str) -> bool:
    """Whether the round stands behind this step."""
    states = Round.State.values
    return states.index(state) > states.index(StepRequest.FROM_STATE[step])
