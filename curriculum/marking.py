"""One student's quiz as its marker has it: every question with its mark and the trace of marks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from curriculum.models import Assignment, ModulePage, Occasion
from quizzes import sheets
from quizzes.asked_marks import asked_keys
from quizzes.edition_papers import paper_of
from quizzes.models import Attempt, AwardChange
from quizzes.sheets import SheetItem
from quizzes.sittings import given_in


@dataclass(frozen=True)
class MarkedAttempt:
    """A student's attempt as its marker has it.

    Attributes:
        items: every question that can earn points, with answer and mark; empty while the student
            still answers. What a student thinks is nobody's to read by number.
        trace: marks that people gave, the oldest first, by key of question.
    """

    attempt: Attempt
    occasion: Occasion
    module_title: str
    items: Sequence[SheetItem]
    trace: dict[UUID, list[AwardChange]] = field(default_factory=dict)

    @property
    def may_be_marked(self) -> bool:
        """Whether points can be given: it is handed in, and the school year is not over."""
        return not (self.attempt.is_open or self.occasion.assignment.classroom.is_archived)

    def item(self, key: UUID) -> SheetItem | None:
        """The question with this key, if the attempt asks it and it can earn points."""
        return next((each for each in self.items if each.key == key), None)


def read_marked_attempt(user, attempt_id: UUID, language: str) -> MarkedAttempt:
    """An attempt with every question marked, whatever its student may see already.

    Raises:
        Attempt.DoesNotExist: there is none in a class that this member of staff teaches.
    """
    own = Occasion.objects.filter(assignment__in=Assignment.objects.visible_to(user))
    found = Attempt.objects.filter(occasion__in=own.values("pk"))
    attempt = found.select_related("student__classroom__school").get(pk=attempt_id)
    occasion = own.with_assignment().get(pk=attempt.occasion)
    title = ModulePage.objects.title_in(language, occasion.assignment.module)
    if attempt.is_open:
        return MarkedAttempt(attempt, occasion, title, [])
    trace: dict[UUID, list[AwardChange]] = {}
    for change in attempt.award_changes.select_related("item", "changed_by"):
        trace.setdefault(change.item.key, []).append(change)
    laid_out = sheets.lay_out(
        paper_of(attempt.edition_id),
        seed=attempt.seed,
        language=language,
        asked=asked_keys(attempt),
        given=given_in(attempt),
        is_marked=True,
    )
    items = [item for item in laid_out if item.traits.is_scored]
    return MarkedAttempt(attempt, occasion, title, items, trace)
