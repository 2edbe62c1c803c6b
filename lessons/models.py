"""Lessons as pages, and the first page they hang on."""

from dataclasses import dataclass

from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from core.blocks import RICH_TEXT_FEATURES, named
from core.levels import LESSON_MINUTES, Level
from core.pages import BasePage
from core.privacy import declare
from lessons import gate, panels
from lessons.blocks import StepBlock, TeacherNotesBlock
from lessons.querysets import LessonPageQuerySet
from lessons.second_person import LessonPermissionTester
from lessons.topics import Topic
from lessons.words import read_text, words_in
from lessons.workflow import ReviewTask

OBJECTIVE = blocks.CharBlock(max_length=200, icon="check", label=_("Objective"))

__all__ = ["HomePage", "LessonPage", "LessonStep", "LoadedLesson", "ReviewTask"]


class HomePage(BasePage):
    """Root of one language's pages; lists the lessons anyone may read."""

    privacy = declare(plain="page_ptr")
    max_count_per_parent = 2  # one per language, both directly under the tree's root
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["lessons.LessonPage", "curriculum.ModulePage"]
    template = "lessons/home_page.html"

    class Meta:
        verbose_name = _("first page")

    def get_context(self, request, *args, **kwargs):
        lessons = LessonPage.objects.child_of(self).readable()
        return {**super().get_context(request, *args, **kwargs), "lessons": lessons}


@dataclass(frozen=True)
class LessonStep:
    """One step as pages show it.

    Attributes:
        id: UUID of its block, the same in every language.
        number: place in the lesson, from 1.
        title: what it is called.
        minutes: how long it takes.
        value: the block's value; `value["body"]` holds what is shown.
    """

    id: str
    number: int
    title: str
    minutes: int
    value: object


class LessonPage(BasePage):
    """One lesson in one language; its translation shares the translation key and block ids."""

    lesson_code = models.CharField(_("code"), max_length=10, help_text=_("Like E1, M3 or H2."))
    level = models.CharField(_("school level"), max_length=1, choices=Level.choices)
    topic = models.CharField(
        _("topic"),
        max_length=20,
        choices=Topic.choices,
        blank=True,
        help_text=_("Lessons of one topic at other school levels are offered beside this one."),
    )
    order = models.PositiveSmallIntegerField(_("place within the level"), default=1)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=40)
    summary = models.TextField(_("summary"), max_length=300)
    objectives = StreamField(
        [("objective", named(OBJECTIVE, _("Objective")))],
        verbose_name=_("objectives"),
        blank=True,
    )
    curriculum_hook = models.CharField(_("place in the curriculum"), max_length=200, blank=True)
    is_sensitive = models.BooleanField(
        _("touches on harm"),
        default=False,
        help_text=_("Shows a content note before the lesson and the button to leave the page."),
    )
    content_note = models.TextField(_("content note"), max_length=600, blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"))
    teacher_notes = StreamField(
        TeacherNotesBlock(), verbose_name=_("notes for the teacher"), blank=True
    )
    family_letter = RichTextField(_("letter to families"), features=RICH_TEXT_FEATURES, blank=True)
    sources = models.CharField(
        _("fact records used"), max_length=200, blank=True, help_text=_("Like L01, L19.")
    )

    objects = PageManager.from_queryset(LessonPageQuerySet)()
    # By the beginnings of words, so that 분수 finds 분수의. Notes for teachers stay out.
    search_fields = [
        *BasePage.search_fields,
        index.AutocompleteField("words_to_find"),
        index.RelatedFields("locale", [index.FilterField("language_code")]),
    ]
    privacy = declare(
        plain="page_ptr lesson_code level topic order minutes summary objectives curriculum_hook"
        " is_sensitive content_note steps teacher_notes family_letter sources"
    )
    parent_page_types = ["lessons.HomePage"]
    subpage_types: list[str] = []
    template = "lessons/lesson_page.html"
    edit_handler = panels.lesson_panels()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def publication_problems(self) -> list[str]:
        """What the lesson itself still misses (rules.py)."""
        return gate.content_problems(self)

    def editorial_problems(self, *, revision=None, publisher=None) -> list[str]:
        """What a person has to see to before publishing (gate.py)."""
        return gate.problems_of_people(self, revision=revision, publisher=publisher)

    def may_harm(self) -> bool:
        """Whether it touches on harm, as it is now or as students still see it."""
        if self.is_sensitive:
            return True
        # Taking the mark away is itself something a second person has to look at.
        return LessonPage.objects.live().filter(pk=self.pk, is_sensitive=True).exists()

    @property
    def minutes_per_period(self) -> int | None:
        """Minutes of a lesson at its school level; None while no level is chosen."""
        return LESSON_MINUTES.get(self.level)

    def permissions_for_user(self, user):
        return LessonPermissionTester(user, self)

    @property
    def words_to_find(self) -> str:
        """What the search looks through besides the title."""
        return " ".join(words_in(f"{self.summary} {read_text(self.steps.get_prep_value())}"))

    def variants(self):
        """Lessons of the same topic for other school levels, in this language."""
        same_topic = LessonPage.objects.filter(topic=self.topic, locale=self.locale)
        return same_topic.exclude(topic="").exclude(level=self.level).readable()

    def step_list(self) -> list[LessonStep]:
        """The steps in order."""
        return [
            LessonStep(
                id=str(child.id),
                number=number,
                title=child.value["title"],
                minutes=child.value["minutes"] or 0,
                value=child.value,
            )
            for number, child in enumerate(self.steps, start=1)
        ]

    def get_context(self, request, *args, **kwargs):
        """Without `?step=n` the page before the first step: what, how long, content note."""
        steps = self.step_list()
        number = _step_number(request.GET.get("step"), len(steps))
        return {
            **super().get_context(request, *args, **kwargs),
            "steps": steps,
            "step": steps[number - 1] if number else None,
            "previous_number": number - 1 if number and number > 1 else None,
            "next_number": number + 1 if number < len(steps) else None,
        }

    @property
    def preview_modes(self):
        return [
            ("student", _("As a student")),
            ("projector", _("On the projector")),
            ("print", _("In print")),
            ("teacher", _("Notes for the teacher")),
            ("translation", _("In the other language")),
        ]

    def get_preview_template(self, request, mode_name):
        return f"lessons/preview_{mode_name}.html"

    def serve_preview(self, request, mode_name):
        """The draft in the page's own language, or its translation's latest draft."""
        if mode_name == "translation":
            other = self.get_translations().first()
            page = other.get_latest_revision_as_object() if other else self
            return page.serve_preview(request, "student")
        # An editor working in one language previews the page in the page's own.
        with translation.override(self.locale.language_code):
            context = self.get_preview_context(request, mode_name)
            template = self.get_preview_template(request, mode_name)
            return TemplateResponse(request, template, context).render()


class LoadedLesson(models.Model):
    """What a lesson file brought in last, so that an editor's later work is never overwritten."""

    page = models.OneToOneField(LessonPage, on_delete=models.CASCADE, related_name="loaded")
    digest = models.CharField(max_length=64)
    revision = models.PositiveBigIntegerField()

    privacy = declare(plain="id page digest revision")

    def __str__(self):
        return str(self.page)

    def is_untouched(self) -> bool:
        """Whether the page still shows what was loaded, and has no later draft."""
        page = Page.objects.get(pk=self.page_id)
        return page.live and page.latest_revision_id == page.live_revision_id == self.revision


def _step_number(raw: str | None, count: int) -> int:
    """The number asked for, 0 when none was; Http404 for a step that is not there."""
    if raw is None:
        return 0
    if not (raw.isascii() and raw.isdigit() and len(raw) < 4 and 1 <= int(raw) <= count):
        raise Http404
    return int(raw)
