"""Questions about many rows, in the words of a class at work."""

import uuid
from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject, Least
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from core.levels import Level
from schools.querysets import is_present


class ModulePageQuerySet(PageQuerySet):
    """Modules."""

    def in_language(self, language: str):
        """Pages written in this language ("ko" or "en")."""
        return self.filter(locale__language_code=language)

    def assignable(self):
        """Published modules, the youngest level first, within it as the editors arranged them."""
        by_age = [When(level=level, then=age) for age, level in enumerate(Level.values)]
        return self.live().in_language("ko").order_by(Case(*by_age), "path")

    def titles_in(self, language: str, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Titles by module key; Korean where the language has no published page. One statement."""
        rows = (
            self.live()
            .filter(translation_key__in=list(keys), locale__language_code__in=["ko", language])
            .values_list("translation_key", "locale__language_code", "title")
        )
        titles: dict[uuid.UUID, str] = {}
        for key, code, title in rows:
            if code == language or key not in titles:
                titles[key] = title
        return titles

    def title_in(self, language: str, module) -> str:
        """One module's title; no statement where the language is the page's own."""
        if language == "ko":
            return module.title
        titles = self.titles_in(language, [module.translation_key])
        return titles.get(module.translation_key, module.title)


ModulePageManager = PageManager.from_queryset(ModulePageQuerySet, class_name="ModulePageManager")


class StepQuerySet(models.QuerySet):
    """Steps of modules."""

    def current_of(self, module_keys: Iterable[uuid.UUID]):
        """The steps these modules have today, in order."""
        return self.filter(module_key__in=list(module_keys), is_current=True)

    def with_known_past(self):
        """Current ones, and those of which we know until when they were current."""
        return self.filter(Q(is_current=True) | Q(removed_at__isnull=False))


class SurveyRouteQuerySet(models.QuerySet):
    """Ways of classes into the survey."""

    def draws_codes(self, round_key: str, classroom) -> bool:
        """Whether this class draws codes in that round; without a row it takes tickets."""
        return self.filter(round_key=round_key, classroom=classroom, way="code").exists()


class AssignmentQuerySet(models.QuerySet):
    """Modules given to classes."""

    def visible_to(self, user):
        """Assignments of the classes this member of staff teaches."""
        classrooms = self.model._meta.get_field("classroom").related_model.objects
        return self.filter(classroom__in=classrooms.visible_to(user))

    def for_student(self, student):
        """Everything the student was given with class or group; nobody else's exists for them."""
        return self.filter(classroom_id=student.classroom_id).reaching(student.pk)

    def reaching(self, student_id: uuid.UUID):
        """Those for whole classes, and those for a group with this student."""
        groups = self.model._meta.get_field("group").related_model.objects
        is_in_group = Exists(groups.filter(assignment=OuterRef("pk"), student=student_id))
        return self.filter(Q(is_for_group=False) | is_in_group)

    def kept(self):
        """All but those that were undone before anybody had begun."""
        groups = self.model._meta.get_field("group").related_model.objects
        has_somebody = Exists(groups.filter(assignment=OuterRef("pk")))
        return self.filter(Q(batch__isnull=True) | Q(batch__undone_at__isnull=True) | has_somebody)

    def clashing_with(self, classroom_ids: Iterable[uuid.UUID], module, students):
        """Running ones of this module that would give somebody the module twice.

        Args:
            students: the group it would be given to; empty for whole classes.
        """
        found = self.running().filter(classroom__in=list(classroom_ids), module=module)
        if not students:
            return found
        groups = self.model._meta.get_field("group").related_model.objects
        shares = Exists(groups.filter(assignment=OuterRef("pk"), student__in=students))
        return found.filter(Q(is_for_group=False) | shares)

    def running(self):
        """Not ended by the teacher; an assignment past its closing time still counts."""
        return self.filter(ended_at__isnull=True)

    def open(self):
        """Those in which progress is recorded now."""
        return self.not_over().filter(opens_at__lte=timezone.now())

    def not_over(self):
        """Those in which progress is recorded now or will be."""
        has_time = Q(closes_at__isnull=True) | Q(closes_at__gt=timezone.now())
        return self.running().filter(has_time)

    def on_home(self):
        """What the student's first page lists: the newest thirty."""
        return self.select_related("module", "lead").order_by("-opens_at")[:30]

    def current_first(self):
        """Open ones first, the latest opened on top: the board shows the first."""
        now = timezone.now()
        is_open = Case(
            When(
                Q(closes_at__isnull=True) | Q(closes_at__gt=now),
                ended_at__isnull=True,
                opens_at__lte=now,
                then=Value(0),
            ),
            default=Value(1),
        )
        return self.order_by(is_open, "-opens_at", "-made_at")

    def with_steps(self):
        """Each with `step_rows`: every step its module ever had as dictionaries, in order."""
        steps = self.model._meta.apps.get_model("curriculum", "Step").objects
        known = steps.with_known_past().filter(module_key=OuterRef("module__translation_key"))
        names = ("key", "kind", "target_key", "added_at", "removed_at")
        return self.annotate(
            step_rows=ArraySubquery(
                known.order_by("position").values(row=JSONObject(**{each: each for each in names}))
            )
        )

    def with_group(self, *, today=None):
        """Each with `group_ids`: who of the group it is for is there today; none of a class.

        Args:
            today: the day that is asked about; the day it is when None.
        """
        groups = self.model._meta.get_field("group").related_model.objects
        present = groups.filter(is_present("student__", today=today), assignment=OuterRef("pk"))
        return self.annotate(group_ids=ArraySubquery(present.order_by().values("student")))

    def with_signal(self, student):
        """Each with its lead, and `has_called`: whether this student asked for help."""
        calls = self.model._meta.apps.get_model("curriculum", "HelpCall").objects
        called = calls.filter(assignment=OuterRef("pk"), student=student.pk)
        return self.select_related("lead__step").annotate(has_called=Exists(called))

    def with_lesson(self, step_key, language: str):
        """Each with `lesson_revision`: the live lesson behind a step; one statement.

        None where the module has no such step today and had none when the assignment ended, or it
        is no lesson, or nothing of it is live.
        """
        models_of = self.model._meta.apps.get_model
        ended_at = Least(OuterRef(OuterRef("ended_at")), OuterRef(OuterRef("closes_at")))
        step = models_of("curriculum", "Step").objects.filter(
            Q(is_current=True) | Q(removed_at__gt=ended_at),
            key=step_key,
            kind="lesson",
            module_key=OuterRef(OuterRef("module__translation_key")),
        )
        lessons = models_of("lessons", "LessonPage").objects.filter(
            translation_key__in=step.values("target_key")
        )
        return self.annotate(lesson_revision=Subquery(lessons.live_revision_in(language)[:1]))


class AssignmentBatchQuerySet(models.QuerySet):
    """What was given in one go."""

    def made_by(self, user):
        """Those this member of staff made; nobody else may take them back."""
        return self.filter(made_by=user)

    def given(self, key: uuid.UUID) -> bool:
        """Whether what was asked for under a key has been given and not taken back."""
        return self.filter(pk=key, undone_at__isnull=True).exists()

    def undoable(self, user, since):
        """Those this member of staff made after a moment and has not taken back."""
        return self.made_by(user).filter(made_at__gt=since, undone_at__isnull=True)


class OccasionQuerySet(models.QuerySet):
    """Quizzes of assignments."""

    def with_assignment(self):
        """Each with its class and module; the module without its steps, which nobody reads here."""
        joined = self.select_related("assignment__classroom__school", "assignment__module")
        return joined.defer("assignment__module__steps")

    def reaching(self, classroom_id: uuid.UUID, student_id: uuid.UUID):
        """Occasions of what the student's class was given, or a group of it with the student."""
        groups = self.model._meta.apps.get_model("curriculum", "AssignmentStudent").objects
        is_in_group = Exists(groups.filter(assignment=OuterRef("assignment"), student=student_id))
        return self.filter(
            Q(assignment__is_for_group=False) | is_in_group, assignment__classroom=classroom_id
        )
