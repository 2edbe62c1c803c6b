"""The question bank: what quizzes choose their questions from."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail.search import index

from core.privacy import declare
from quizzes.blocks import QuestionTypes
from quizzes.models.drafts import DRAFT_FIELDS, Draft
from quizzes.models.rules import Feedback
from quizzes.papers import Item, ItemText, Paper, PaperText, digest_of


class Category(TranslatableMixin, models.Model):
    """A theme that questions are about; results can be read theme by theme."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, allow_unicode=True, editable=False)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("theme above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        limit_choices_to={"parent": None},
        help_text=_("Empty: this is a theme of its own."),
    )

    panels = [FieldPanel("name"), FieldPanel("parent")]
    privacy = declare(plain="id name slug parent locale translation_key")

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("quiz theme")
        verbose_name_plural = _("quiz themes")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"], name="quizzes_category_slug_is_unique_in_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(slug=""), name="quizzes_category_slug_is_not_empty"
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="quizzes_category_is_not_above_itself"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.parent.name})" if self.parent else self.name

    def clean(self):
        """Refuse names that only differ in signs, and a third floor of themes."""
        self.slug = slugify(self.name, allow_unicode=True)
        if not self.slug:
            raise ValidationError({"name": _("A name needs at least one letter or digit.")})
        others = Category.objects.filter(locale=self.locale, slug=self.slug).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"name": _("There is a theme of this name already.")})
        if self.parent and (self.parent.parent_id or (self.pk and self.children.exists())):
            raise ValidationError({"parent": _("A theme has at most one theme above it.")})

    def save(self, *args, **kwargs):
        self.slug = slugify(self.name, allow_unicode=True)
        super().save(*args, **kwargs)


class Question(Draft):
    """A question in one language; several quizzes may ask it."""

    body = StreamField(QuestionTypes(min_num=1, max_num=1), verbose_name=_("question"))
    points = models.PositiveSmallIntegerField(
        _("points"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
    )
    lesson_step = models.UUIDField(
        _("lesson step"),
        null=True,
        blank=True,
        help_text=_("Key of the step of the lesson that teaches this."),
    )

    panels = [
        HelpPanel(
            _("Students get a published change when a quiz that asks this is published again.")
        ),
        FieldPanel("body"),
        FieldPanel("points"),
        FieldPanel("category"),
        FieldPanel("lesson_step"),
    ]
    search_fields = [
        index.SearchField("body"),
        index.FilterField("locale_id"),
        index.FilterField("category_id"),
    ]
    privacy = declare(
        personal="locked_by", plain=f"{DRAFT_FIELDS} body points category lesson_step"
    )
    content_fields = ("body", "points", "category", "lesson_step")

    class Meta(Draft.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(points__range=(1, 100)), name="quizzes_question_points_in_range"
            )
        ]

    def __str__(self):
        text = self.text
        return Truncator(text.stem).chars(90) if text and text.stem else str(_("Empty question"))

    @property
    def block(self):
        """The one block that holds the question, or None in a draft without one."""
        return self.body[0] if self.body else None

    @property
    def text(self) -> ItemText | None:
        """The question's words in its own language."""
        if self.block is None:
            return None
        upper, lower = self._themes
        return self.block.block.text_of(
            self.block.value,
            category=upper.name if upper else "",
            subcategory=lower.name if lower else "",
        )

    @property
    def _themes(self) -> tuple[Category | None, Category | None]:
        """The theme, and the one within it where there is one."""
        if self.category and self.category.parent:
            return self.category.parent, self.category
        return self.category, None

    def item(self, translations: list["Question"] = ()) -> Item:
        """The question as a paper asks it; words in other languages from `translations`."""
        texts = {
            each.locale.language_code: each.text
            for each in (*translations, self)
            if each.block is not None and each.block.block_type == self.block.block_type
        }
        upper, lower = self._themes
        return self.block.block.item_of(
            self.block.value,
            key=self.key,
            points=self.points,
            texts=texts,
            category_key=upper.translation_key if upper else None,
            subcategory_key=lower.translation_key if lower else None,
            lesson_step=self.lesson_step,
        )

    def content_digest(self) -> str:
        return digest_of(self.item() if self.block else None)

    def paper(self) -> Paper:
        """A paper of this one question, in the language it is written in."""
        return Paper(
            quiz_key=self.key,
            level="",
            pass_mark=0,
            feedback=Feedback.AT_END,
            has_random_order=False,
            has_shuffled_options=False,
            texts={self.language: PaperText(title="", description="")},
            items=(self.item(),) if self.block else (),
        )

    def publication_problems(self) -> list[str]:
        """What hinders students from being asked this."""
        if self.block is None:
            return [str(_("There is no question in it yet."))]
        return self.block.block.problems(self.block.value)
