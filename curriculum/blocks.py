"""The steps of a module: a lesson, a quiz, or an invitation to the survey."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import ContentBlock
from curriculum.progress import Kind


class StepRules:
    """What a module asks of each of its steps."""

    def problems(self, value) -> list[str]:
        """Sentences naming what hinders publication of this step."""
        return []

    def target_key(self, value):
        """The `translation_key` of what the step leads to, or None."""
        return None


class LessonStepBlock(StepRules, ContentBlock):
    """A lesson to read, step by step."""

    lesson = blocks.PageChooserBlock(page_type="lessons.LessonPage", label=_("Lesson"))

    class Meta:
        icon = "doc-full"
        label = _("Lesson")
        description = _("A lesson that students read step by step.")
        template = "curriculum/blocks/lesson_step.html"
        preview_value = {"lesson": None}

    def problems(self, value):
        lesson = value.get("lesson")
        if lesson is None or not lesson.live:
            return [_("A lesson of this module is not published.")]
        return []

    def target_key(self, value):
        return value["lesson"].translation_key


class QuizStepBlock(StepRules, ContentBlock):
    """A quiz; students answer the edition that is newest when they start."""

    quiz = SnippetChooserBlock("quizzes.Quiz", label=_("Quiz"))

    class Meta:
        icon = "help"
        label = _("Quiz")
        description = _("A quiz with explanations.")
        template = "curriculum/blocks/quiz_step.html"
        preview_value = {"quiz": None}

    def problems(self, value):
        quiz = value.get("quiz")
        if quiz is None or not quiz.live:
            return [_("A quiz of this module is not published.")]
        return []

    def target_key(self, value):
        return value["quiz"].translation_key


class SurveyStepBlock(StepRules, blocks.StaticBlock):
    """An invitation to the anonymous survey. Nobody can see who followed it."""

    class Meta:
        icon = "mail"
        label = _("Survey invitation")
        description = _("An invitation to the anonymous survey; it never counts as progress.")
        admin_text = description
        template = "curriculum/blocks/survey_step.html"
        preview_template = "core/block_preview.html"
        preview_value = None


class StepStreamBlock(blocks.StreamBlock):
    """The ordered steps of a module."""

    lesson = LessonStepBlock()
    quiz = QuizStepBlock()
    survey = SurveyStepBlock()

    class Meta:
        block_counts = {Kind.SURVEY.value: {"max_num": 1}}
        max_num = 20
