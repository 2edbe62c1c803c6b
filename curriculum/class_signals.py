"""What the pages of a student are told while a teacher leads the class."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from core.class_signals import ClassSignal
from curriculum.models import Assignment, Occasion
from curriculum.progress import Kind


def signal_of(assignment: Assignment, *, here_url: str = "") -> ClassSignal | None:
    """The signal of an assignment read by `with_signal()`; None while nobody leads."""
    lead = assignment.running_lead
    if lead is None:
        return None
    kind = Kind(lead.step.kind) if lead.step_id else None
    return make_signal(
        assignment.pk,
        lead,
        kind,
        has_called=assignment.has_called,
        here_url=here_url,
    )


def make_signal(
    assignment_id: UUID, lead, kind: Kind | None, *, has_called: bool, here_url: str
) -> ClassSignal:
    """The signal from its parts.

    Args:
        lead: with `is_paused`, `step_id` and `number`.
        kind: of the step the class is at; None while all go at their own pace.
    """
    place_url, place_words = _place(assignment_id, lead, kind) if kind else ("", "")
    return ClassSignal(
        url=reverse("curriculum:signal", args=[assignment_id]),
        help_url=reverse("curriculum:help-call", args=[assignment_id]),
        here_url=here_url,
        is_paused=lead.is_paused,
        has_called=has_called,
        place_url=place_url,
        place_words=place_words,
    )


def _place(assignment_id: UUID, lead, kind: Kind) -> tuple[str, str]:
    if kind is Kind.LESSON:
        args = [assignment_id, lead.step_id, lead.number]
        words = _("Your class is at step %(number)d of the lesson.") % {"number": lead.number}
        return reverse("curriculum:lesson-step", args=args), words
    occasion = Occasion.id_for(assignment_id, lead.step_id)
    return reverse("quizzes:start", args=[occasion]), _("Your class is at the quiz.")
