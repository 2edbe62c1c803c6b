"""The step, and what only the teacher reads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from core.blocks import RICH_TEXT_FEATURES, ContentBlock
from core.spot_the_fake import SpotTheFakeBlock
from lessons.blocks.activities import ChooseBlock, DiscussBlock, SortBlock
from lessons.blocks.media import DrawingBlock, PictureBlock, PicturePairBlock, VideoBlock
from lessons.blocks.poll import PollBlock
from lessons.blocks.prose import ProseBlock, TermBlock
from lessons.blocks.safety import HelpBlock, LawCardBlock
from lessons.blocks.scenario import ScenarioBlock


class StepBodyBlock(blocks.StreamBlock):
    """Everything a step may hold. The names are those of the content files."""

    prose = ProseBlock(group=pgettext_lazy("kind of block", "Read"))
    term = TermBlock(group=pgettext_lazy("kind of block", "Read"))
    drawing = DrawingBlock(group=pgettext_lazy("kind of block", "Look"))
    image = PictureBlock(group=pgettext_lazy("kind of block", "Look"))
    image_pair = PicturePairBlock(group=pgettext_lazy("kind of block", "Look"))
    video = VideoBlock(group=pgettext_lazy("kind of block", "Look"))
    choose = ChooseBlock(group=pgettext_lazy("kind of block", "Do"))
    sort = SortBlock(group=pgettext_lazy("kind of block", "Do"))
    spot = SpotTheFakeBlock(group=pgettext_lazy("kind of block", "Do"))
    scenario = ScenarioBlock(group=pgettext_lazy("kind of block", "Do"))
    poll = PollBlock(group=pgettext_lazy("kind of block", "Do"))
    discuss = DiscussBlock(group=pgettext_lazy("kind of block", "Do"))
    law = LawCardBlock(group=pgettext_lazy("kind of block", "Protect"))
    help = HelpBlock(group=pgettext_lazy("kind of block", "Protect"))


class StepBlock(ContentBlock):
    """One idea of a lesson: at most 120 words, one drawing, one thing to do."""

    title = blocks.CharBlock(max_length=100, label=_("Title"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=50, label=_("Minutes"))
    body = StepBodyBlock(label=_("Content"))

    class Meta:
        icon = "form"
        label = _("Step")
        description = _("One idea: at most 120 words, one drawing, one thing to do.")
        template = "lessons/blocks/step.html"
        preview_value = {
            "title": "모를 땐 멈춤!",
            "minutes": 5,
            "body": [
                {"type": "prose", "value": {"text": "<p>진짜인지 모르겠나요? 멈춰요.</p>"}},
                {"type": "help", "value": {"text": "믿을 만한 어른에게 말해요."}},
            ],
        }


def _teacher_note(label: str) -> blocks.RichTextBlock:
    """One kind of note; students never see it."""
    return blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        label=label,
        icon="user",
        description=_("Only teachers read this."),
        template="lessons/blocks/teacher_note.html",
        preview_template="core/block_preview.html",
        preview_value="<p>캐묻지 않고, 학생이 말한 그대로 적습니다.</p>",
    )


class TeacherNotesBlock(blocks.StreamBlock):
    """What the teacher needs before and during the lesson, each note once."""

    preparation = _teacher_note(_("Before the lesson"))
    timing = _teacher_note(_("Timing"))
    watch_for = _teacher_note(_("Watch for"))
    disclosure_script = _teacher_note(_("When a student tells you something"))

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in ("preparation", "timing", "watch_for", "disclosure_script")
        }
