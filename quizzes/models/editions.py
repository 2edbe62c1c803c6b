"""Editions: what students answer. Written once when a quiz is published, never changed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.frozen import FrozenModel
from core.levels import Level
from core.privacy import declare
from quizzes.kinds import Credit
from quizzes.querysets import EditionQuerySet

LANGUAGES = ["ko", "en"]


class Edition(FrozenModel):
    """One state of a quiz for good, in all its languages."""

    # Not a counter: papers are kept in memory by this key, and it must never come back.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz_key = models.UUIDField(help_text="Translation key of the quiz it was cut from.")
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=1, choices=Level.choices)
    pass_mark = models.PositiveSmallIntegerField()
    feedback = models.CharField(max_length=10)
    has_random_order = models.BooleanField()
    has_shuffled_options = models.BooleanField()
    title_ko = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    description_ko = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    success_ko = models.TextField(blank=True)
    success_en = models.TextField(blank=True)
    failure_ko = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)
    question_count = models.PositiveSmallIntegerField(null=True)
    attempt_limit = models.PositiveSmallIntegerField(null=True, default=1)
    counting_rule = models.CharField(max_length=5, default="first")
    allows_practice = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    is_open_to_visitors = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the paper.")
    cut_at = models.DateTimeField(default=timezone.now)

    objects = EditionQuerySet.as_manager()
    privacy = declare(
        plain="id quiz_key number level pass_mark feedback has_random_order has_shuffled_options"
        " title_ko title_en description_ko description_en success_ko success_en failure_ko"
        " failure_en question_count attempt_limit counting_rule allows_practice minutes"
        " is_open_to_visitors digest cut_at"
    )

    class Meta:
        ordering = ["quiz_key", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz_key", "number"], name="quizzes_edition_number_is_unique_in_a_quiz"
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__lte=100), name="quizzes_edition_pass_mark_is_a_percentage"
            ),
        ]

    def __str__(self):
        return f"{self.title(get_language())} ({self.number})"

    @property
    def languages(self) -> list[str]:
        """Codes of the languages it has words in."""
        return ["ko", "en"] if self.title_en else ["ko"]

    def title(self, language: str | None) -> str:
        """The title in `language`, or in Korean where it has none."""
        return (self.title_en if language == "en" else "") or self.title_ko

    def description(self, language: str | None) -> str:
        """The description in the language the title is shown in."""
        return self._words("description", language)

    def success(self, language: str | None) -> str:
        """What to say to those who passed, in the language the title is shown in."""
        return self._words("success", language)

    def failure(self, language: str | None) -> str:
        """What to say to those who did not pass, in the language the title is shown in."""
        return self._words("failure", language)

    def _words(self, name: str, language: str | None) -> str:
        is_english = language == "en" and self.title_en
        return getattr(self, f"{name}_en" if is_english else f"{name}_ko")


class Item(FrozenModel):
    """A question of an edition. Its key is the question's key in the bank."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    key = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    points = models.PositiveSmallIntegerField()
    category_key = models.UUIDField(null=True)
    lesson_step = models.UUIDField(null=True)
    credit = models.CharField(max_length=10, default=Credit.WHOLE.value)
    picture = models.CharField(max_length=60, blank=True)
    subcategory_key = models.UUIDField(null=True)

    privacy = declare(
        plain="id edition key position kind points category_key lesson_step credit picture"
        " subcategory_key"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"], name="quizzes_item_is_asked_once_in_an_edition"
            ),
            models.UniqueConstraint(
                fields=["edition", "position"], name="quizzes_item_position_is_unique"
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.kind}"


class ItemText(FrozenModel):
    """Words of a question in one language."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2)
    stem = models.TextField()
    explanation = models.TextField(blank=True)
    category = models.CharField(max_length=80, blank=True)
    picture_alt = models.TextField(blank=True)
    subcategory = models.CharField(max_length=80, blank=True)

    privacy = declare(plain="id item language stem explanation category picture_alt subcategory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "language"], name="quizzes_itemtext_once_in_a_language"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="quizzes_itemtext_language_is_known"
            ),
        ]

    def __str__(self):
        return self.stem


class Option(FrozenModel):
    """An option of a question. Its key is the option block's UUID; answers keep it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="options")
    key = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    is_right = models.BooleanField()
    role = models.CharField(max_length=10, blank=True)
    partner = models.UUIDField(null=True, help_text="Of a prompt: key of the target it goes with.")
    picture = models.CharField(max_length=60, blank=True)
    area = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    privacy = declare(plain="id item key position is_right role partner picture area")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="quizzes_option_key_is_unique"),
            models.UniqueConstraint(
                fields=["item", "position"], name="quizzes_option_position_is_unique"
            ),
        ]

    def __str__(self):
        return str(self.key)


class OptionText(FrozenModel):
    """Words of an option in one language."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2)
    text = models.TextField()
    feedback = models.TextField(blank=True)

    privacy = declare(plain="id option language text feedback")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["option", "language"], name="quizzes_optiontext_once_in_a_language"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="quizzes_optiontext_language_is_known"
            ),
        ]

    def __str__(self):
        return self.text
