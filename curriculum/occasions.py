"""How quizzes understand the occasions of this app, without knowing what an assignment is."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from core.class_signals import ClassSignal
from core.prepared_queries import PreparedQuery
from curriculum.class_signals import make_signal
from curriculum.models import Assignment, HelpCall, Lead, ModulePage, Occasion, Step
from curriculum.models.batches import RULE_FIELDS
from curriculum.progress import Kind
from lessons.models import LessonPage
from quizzes import occasions
from quizzes.rule_changes import AS_THE_QUIZ_SAYS, RuleChanges

OCCASION, CLASSROOM, STUDENT = (UUID(int=(1 << 64) + number) for number in (1, 2, 3))
TIMES = ("opens_at", "closes_at", "ended_at")


def _row_of(occasion, classroom, student):
    # Parts of the page by themselves: joined, they cost more to plan than all the rest to read.
    page = Page.objects.filter(pk=OuterRef("assignment__module"))
    calls = HelpCall.objects.filter(assignment=OuterRef("assignment"), student=student)
    return (
        Occasion.objects.filter(pk=occasion)
        .reaching(classroom, student)
        .values_list(
            *("assignment", "step__target_key"),
            *(Subquery(page.values(name)) for name in ("title", "translation_key")),
            *(f"assignment__{name}" for name in TIMES),
            *(f"assignment__lead__{name}" for name in ("started_at", "paused_at", "number")),
            *("assignment__lead__step", "assignment__lead__step__kind"),
            Exists(calls),
            "assignment__batch",
            *(f"assignment__batch__{name}" for name in RULE_FIELDS),
        )
    )


ROW = PreparedQuery(_row_of, OCCASION, CLASSROOM, STUDENT)


def resolve_occasion(occasion: UUID, student) -> occasions.Occasion | None:
    """The quiz occasion as this student has it; None when it is not given to them.

    One statement; a second one where the page is not in Korean.
    """
    row = ROW.first(occasion, student.classroom_id, student.pk)
    if row is None:
        return None
    assignment_id, quiz_key, title, module_key, *rest = row
    assignment = Assignment(pk=assignment_id, **dict(zip(TIMES, rest[:3], strict=True)))
    lead, batch, rules = rest[3:9], rest[9], rest[10:]
    module = ModulePage(title=title, translation_key=module_key)
    start_url = reverse("quizzes:start", args=[occasion])
    return occasions.Occasion(
        title=ModulePage.objects.title_in(get_language(), module),
        return_url=reverse("curriculum:module", args=[assignment_id]),
        is_open=assignment.is_open,
        closes_at=assignment.ends_at,
        quiz_key=quiz_key,
        lesson_step_url=partial(lesson_step_url, assignment_id, module_key),
        changes=_changes(rules) if batch else AS_THE_QUIZ_SAYS,
        signal=_signal(assignment, *lead, here_url=start_url),
    )


# FOR SHARE lets a whole class begin together and waits for, or holds up, whoever ends it.
HOLD = """
SELECT assignment.closes_at, assignment.ended_at
FROM curriculum_occasion AS occasion
JOIN curriculum_assignment AS assignment ON assignment.id = occasion.assignment_id
WHERE occasion.id = %s
FOR SHARE OF assignment
"""


def hold_occasion(occasion: UUID) -> datetime | None:
    """Keep the assignment of an occasion from being ended until the transaction is over.

    Returns:
        When it ends or ended; None when it is open-ended or the occasion is not of this app.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [occasion])
        closes_at, ended_at = cursor.fetchone() or (None, None)
    return Assignment(closes_at=closes_at, ended_at=ended_at).ends_at


def _changes(rules: list) -> RuleChanges:
    return RuleChanges(**dict(zip(RULE_FIELDS, rules, strict=True)))


def _signal(
    assignment, started_at, paused_at, number, step_id, kind, has_called, *, here_url
) -> ClassSignal | None:
    if started_at is None or not assignment.is_open:
        return None
    lead = Lead(started_at=started_at, paused_at=paused_at, step_id=step_id, number=number)
    kind = Kind(kind) if kind else None
    told = {"has_called": has_called, "here_url": here_url}
    return make_signal(assignment.pk, lead, kind, **told) if lead.is_on else None


def lesson_step_url(assignment_id: UUID, module_key: UUID, block_id: UUID) -> str:
    """The address of the lesson step with this block id; "" when the module has none."""
    steps = Step.objects.current_of([module_key]).filter(kind=Kind.LESSON)
    by_target = {step.target_key: step for step in steps}
    lessons = LessonPage.objects.live().filter(
        translation_key__in=by_target, locale__language_code="ko"
    )
    for lesson in lessons:
        ids = [step.id for step in lesson.step_list()]
        if str(block_id) in ids:
            step = by_target[lesson.translation_key]
            number = ids.index(str(block_id)) + 1
            return reverse("curriculum:lesson-step", args=[assignment_id, step.key, number])
    return ""
