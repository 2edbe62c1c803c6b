"""Quizzes as authors write them; what students answer is an edition, cut when one is published."""

from collections import Counter, defaultdict

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from core.levels import Level
from core.privacy import declare
from quizzes.models.bank import Question
from quizzes.models.drafts import DRAFT_FIELDS, Draft
from quizzes.models.rules import CountingRule, Feedback
from quizzes.papers import SOURCE_LANGUAGE, Item, Paper, PaperText, digest_of


class Quiz(Draft, ClusterableModel):
    """A quiz in one language: its questions in their order, and its rules."""

    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    level = models.CharField(_("school level"), max_length=1, choices=Level.choices)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark (per cent)"), default=0, validators=[MaxValueValidator(100)]
    )
    feedback = models.CharField(
        _("feedback"), max_length=10, choices=Feedback.choices, default=Feedback.AT_ONCE
    )
    has_random_order = models.BooleanField(_("questions in random order"), default=False)
    has_shuffled_options = models.BooleanField(_("options in random order"), default=True)
    question_count = models.PositiveSmallIntegerField(
        _("questions in each attempt"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: all. With random order every attempt asks another choice of them."),
    )
    attempt_limit = models.PositiveSmallIntegerField(
        _("attempts that count"),
        null=True,
        blank=True,
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: any number."),
    )
    counting_rule = models.CharField(
        _("which one counts"),
        max_length=5,
        choices=CountingRule.choices,
        default=CountingRule.FIRST,
    )
    allows_practice = models.BooleanField(_("may be practised afterwards"), default=True)
    minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Best left empty: no limit. A teacher can give a student more time."),
    )
    success_text = models.TextField(
        _("said to those who pass"), blank=True, help_text=_("Empty: our own words.")
    )
    failure_text = models.TextField(
        _("said to those who do not pass"), blank=True, help_text=_("Empty: our own words.")
    )
    is_open_to_visitors = models.BooleanField(
        _("may be tried without an account"),
        default=False,
        help_text=_("Anyone may then see the answers. Nothing of it is stored."),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("pass_mark")]),
                FieldPanel("feedback"),
                FieldRowPanel([FieldPanel("has_random_order"), FieldPanel("has_shuffled_options")]),
                FieldRowPanel([FieldPanel("question_count"), FieldPanel("minutes")]),
                FieldRowPanel([FieldPanel("attempt_limit"), FieldPanel("counting_rule")]),
                FieldRowPanel([FieldPanel("allows_practice"), FieldPanel("is_open_to_visitors")]),
                FieldPanel("success_text"),
                FieldPanel("failure_text"),
            ],
            heading=_("Rules"),
        ),
        InlinePanel("quiz_questions", heading=_("Questions"), label=_("Quiz question")),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("locale_id"),
        index.FilterField("level"),
    ]
    privacy = declare(
        personal="locked_by",
        plain=f"{DRAFT_FIELDS} title description level pass_mark feedback has_random_order"
        " has_shuffled_options question_count attempt_limit counting_rule allows_practice minutes"
        " success_text failure_text is_open_to_visitors",
    )
    # Rules, which the source language decides for all; and words.
    rule_fields = (
        "level",
        "pass_mark",
        "feedback",
        "has_random_order",
        "has_shuffled_options",
        "question_count",
        "attempt_limit",
        "counting_rule",
        "allows_practice",
        "minutes",
        "is_open_to_visitors",
    )
    content_fields = ("title", "description", "success_text", "failure_text", *rule_fields)

    class Meta(Draft.Meta):
        ordering = ["level", "title"]
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__lte=100), name="quizzes_quiz_pass_mark_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(feedback__in=Feedback.values), name="quizzes_quiz_feedback_is_known"
            ),
            models.CheckConstraint(
                condition=Q(counting_rule__in=CountingRule.values),
                name="quizzes_quiz_counting_rule_is_known",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1}),
                    name=f"quizzes_quiz_{name}_is_not_zero",
                )
                for name in ("question_count", "attempt_limit", "minutes")
            ),
        ]

    def __str__(self):
        return self.title

    def questions(self) -> list[Question]:
        """The questions in the quiz's order, each in whatever language it was chosen in."""
        return [each.question for each in self.quiz_questions.all() if each.question_id]

    def questions_by_language(self) -> list[dict[str, Question]]:
        """For each question in order: every language's version under its code."""
        keys = [question.key for question in self.questions()]
        versions = defaultdict(dict)
        found = Question.objects.filter(translation_key__in=keys)
        for question in found.select_related("locale", "category__parent"):
            versions[question.key][question.language] = question
        return [versions[key] for key in keys]

    def paper(self, *, is_live_only: bool = False) -> Paper:
        """All this quiz asks, in all its languages.

        Args:
            is_live_only: leave out languages that are not published yet.
        """
        versions = [*self.get_translations().select_related("locale"), self]
        return Paper(
            quiz_key=self.key,
            **{name: getattr(self, name) for name in self.rule_fields},
            texts={
                quiz.language: PaperText(
                    quiz.title, quiz.description, quiz.success_text, quiz.failure_text
                )
                for quiz in versions
                if quiz.live or not is_live_only
            },
            items=tuple(
                _item_of(by_language, is_live_only)
                for by_language in self.questions_by_language()
                if any(question.block for question in by_language.values())
            ),
        )

    def content_digest(self) -> str:
        rules = [getattr(self, name) for name in self.content_fields]
        return digest_of([*rules, [question.key for question in self.questions()]])

    def take_over(self, other: "Quiz") -> None:
        super().take_over(other)
        self.quiz_questions = [
            QuizQuestion(question=question, sort_order=place)
            for place, question in enumerate(other.questions())
        ]

    def publication_problems(self) -> list[str]:
        """What hinders students from taking this quiz, question by question."""
        questions = self.questions_by_language()
        if not questions:
            return [gettext("A quiz needs at least one question.")]
        found = []
        if max(Counter(question.key for question in self.questions()).values()) > 1:
            found.append(gettext("The same question is in the quiz twice."))
        if (self.question_count or 0) > len(questions):
            found.append(gettext("Each attempt would ask more questions than there are."))
        for number, by_language in enumerate(questions, start=1):
            found += [
                gettext("Question %(number)d: %(problem)s") % {"number": number, "problem": problem}
                for problem in self._question_problems(by_language)
            ]
        return found

    def preview_context(self, *, is_marked: bool) -> dict:
        words = {"title": self.title, "description": self.description}
        return {**super().preview_context(is_marked=is_marked), **words}

    def _question_problems(self, by_language: dict[str, Question]) -> list[str]:
        source = by_language.get(SOURCE_LANGUAGE)
        if source is None or not source.live:
            return [gettext("Its Korean version is not published yet.")]
        found = source.publication_problems()
        item = _item_of(by_language, is_live_only=True)
        for language in self._other_languages():
            if item.language_for(language) != language:
                found.append(gettext("Its English version is not complete or not published yet."))
        return found

    def _other_languages(self) -> list[str]:
        """Languages besides the source that this quiz is, or is about to be, published in."""
        live = self.get_translations().filter(live=True).select_related("locale")
        languages = {quiz.language for quiz in live} | {self.language}
        return sorted(languages - {SOURCE_LANGUAGE})


class QuizQuestion(Orderable):
    """The place of a question in a quiz."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("question")]
    privacy = declare(plain="id quiz question sort_order")

    class Meta(Orderable.Meta):
        pass

    def __str__(self):
        return str(self.question)


def _item_of(by_language: dict[str, Question], is_live_only: bool) -> Item:
    """The item of one question; the source language leads where it exists."""
    leads = by_language.get(SOURCE_LANGUAGE) or next(iter(by_language.values()))
    others = [
        question
        for question in by_language.values()
        if question is not leads and (question.live or not is_live_only)
    ]
    return leads.item(others)
