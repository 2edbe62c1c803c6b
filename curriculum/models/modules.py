"""Modules as pages, and their steps as rows that progress can point at."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from core.levels import Level
from core.pages import BasePage
from core.privacy import declare
from curriculum.blocks import StepStreamBlock
from curriculum.progress import COUNTED_KINDS, Kind
from curriculum.querysets import ModulePageManager, StepQuerySet


class ModulePage(BasePage):
    """What a teacher assigns: lessons, quizzes and an invitation to the survey, in order.

    Korean is the source; a translation carries the same `translation_key` and the same block
    ids, so that one row of `Step` stands for both.
    """

    level = models.CharField(_("school level"), max_length=1, choices=Level.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), help_text=_("For all steps together."))
    summary = models.TextField(_("summary"), max_length=300)
    steps = StreamField(StepStreamBlock(), verbose_name=_("steps"))

    objects = ModulePageManager()
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("level"),
        FieldPanel("minutes"),
        FieldPanel("steps"),
    ]
    parent_page_types = ["lessons.HomePage"]
    subpage_types: list[str] = []
    template = "curriculum/module_page.html"
    privacy = declare(plain="page_ptr level minutes summary steps")

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def publication_problems(self):
        """A module needs something to do, and every step must be there for students."""
        if not any(block.block_type in COUNTED_KINDS for block in self.steps):
            return [_("Add at least one lesson or quiz.")]
        return [problem for block in self.steps for problem in block.block.problems(block.value)]

    def get_translation_source(self):
        """The Korean page of this module."""
        return self.get_translations().get(locale__language_code="ko")

    @property
    def is_source(self) -> bool:
        """Whether this is the Korean page, whose steps are the ones that count."""
        return self.locale.language_code == "ko"


@dataclass(frozen=True)
class ModuleStep:
    """A step as read along with its assignment, see `AssignmentQuerySet.with_steps`."""

    key: uuid.UUID
    kind: Kind
    target_key: uuid.UUID | None
    added_at: datetime | None = None
    removed_at: datetime | None = None

    @classmethod
    def from_row(cls, row: dict) -> "ModuleStep":
        """Read a row of JSON as the database gives it."""
        target = row["target_key"]
        return cls(
            uuid.UUID(row["key"]),
            Kind(row["kind"]),
            uuid.UUID(target) if target else None,
            _moment(row["added_at"]),
            _moment(row["removed_at"]),
        )

    @property
    def is_counted(self) -> bool:
        """Whether doing it is progress; an anonymous survey never is."""
        return self.kind in COUNTED_KINDS


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class Step(models.Model):
    """One step of a published module. Never deleted: progress points at it."""

    key = models.UUIDField(primary_key=True, editable=False)
    module_key = models.UUIDField(db_index=True, help_text="translation_key of the ModulePage.")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    position = models.PositiveSmallIntegerField()
    target_key = models.UUIDField(
        null=True, blank=True, help_text="translation_key of the lesson or quiz; none for a survey."
    )
    is_current = models.BooleanField(default=True, help_text="False once taken out of the module.")
    added_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty for a step that was there from the beginning."
    )
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was taken out; empty while it is current."
    )

    objects = StepQuerySet.as_manager()
    privacy = declare(
        plain="key module_key kind position target_key is_current added_at removed_at"
    )

    class Meta:
        ordering = ["module_key", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="survey", target_key__isnull=True)
                | Q(kind__in=["lesson", "quiz"], target_key__isnull=False),
                name="curriculum_step_target_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(removed_at__isnull=True),
                name="curriculum_step_current_is_not_removed",
            ),
            models.UniqueConstraint(
                fields=["module_key", "position"],
                condition=Q(is_current=True),
                name="curriculum_step_position_is_unique",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.position}"

    @property
    def as_module_step(self) -> ModuleStep:
        """The same as it is read along with an assignment."""
        return ModuleStep(
            self.key, Kind(self.kind), self.target_key, self.added_at, self.removed_at
        )

    @staticmethod
    def key_for(module_key: uuid.UUID, block_id: str, target_key: uuid.UUID | None) -> uuid.UUID:
        """The key of a step: its block, in its module, with what it leads to.

        Wagtail keeps block ids when an editor copies a page, so the id alone would let the copy
        take over the steps of the original.
        """
        return uuid.uuid5(module_key, f"{block_id} {target_key}")
