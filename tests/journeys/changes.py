"""What a journey puts into a running demo, through the demo's own shell, and takes away again."""

from datetime import datetime, timedelta

from django.utils import timezone

from core.models import Picture, Video
from curriculum.actions.assigning import assign_module, end_assignment
from curriculum.demo import CLASSES, find_classroom
from curriculum.models import Assignment, ModulePage
from lessons.models import LessonPage
from schools.models import User
from tests.factories.lessons import make_lesson
from tests.journeys.running_demo import Demo
from tests.lessons.test_media_blocks import media_step

MEDIA_LESSON = "E9"


def make_changes(demo: Demo, *changes: str) -> list[str]:
    """Call functions below in the demo, in one go; returns what each of them printed."""
    calls = "; ".join(f"changes.{change}" for change in changes)
    code = f"from tests.journeys import changes; {calls}"
    return demo.manage("platform", "shell", "-c", code).split()[-len(changes) :]


def add_media_lesson() -> None:
    """Put a lesson with a picture, a pair and a video live; prints its slug."""
    print(make_lesson(MEDIA_LESSON, steps=[media_step()]).slug)


def take_media_lesson_away() -> None:
    """Leave nothing of it."""
    LessonPage.objects.get(lesson_code=MEDIA_LESSON).delete()
    Video.objects.filter(title="종이배 영상").delete()
    Picture.objects.filter(title="종이배").delete()


def assign(school: str, module: str, *, has_ended: bool = False) -> None:
    """Give a module, by its slug, to the demo class of a school; prints the assignment's id."""
    demo = next(demo for demo in CLASSES if demo.neis_code == school)
    classroom, teacher = find_classroom(demo), User.objects.get(email=demo.teacher)
    page = ModulePage.objects.get(slug=module, locale__language_code="ko")
    assignment = assign_module(
        classroom=classroom, module=page, opens_at=_an_hour_ago(), by=teacher
    )
    if has_ended:
        end_assignment(assignment=assignment, by=teacher)
    print(assignment.pk)


def take_assignment_back(assignment: str) -> None:
    """As if it had never been given."""
    Assignment.objects.get(pk=assignment).delete()


def _an_hour_ago() -> datetime:
    return timezone.now() - timedelta(hours=1)
