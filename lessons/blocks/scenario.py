"""What would you do? A made-up situation with branches. Nothing is stored or counted."""

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import RICH_TEXT_FEATURES, ContentBlock
from lessons.branches import lost_scenes

MOST_SCENES = 9
# A choice names its scene by place, because an editor cannot be asked for an identifier.
SCENE_PLACES = [
    (str(place), format_lazy(_("Scene {number}"), number=place))
    for place in range(1, MOST_SCENES + 1)
]


class WayOnBlock(blocks.StructBlock):
    """One thing to do, and the scene it leads to."""

    text = blocks.CharBlock(max_length=200, label=_("What one can do"))
    next = blocks.ChoiceBlock(choices=SCENE_PLACES, label=_("Leads to"))

    class Meta:
        icon = "arrow-right-full"
        label = _("Choice")


class SceneBlock(blocks.StructBlock):
    """One moment of the story; without a choice it is an ending."""

    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("What happens"))
    choices = blocks.ListBlock(
        WayOnBlock(),
        min_num=0,
        max_num=4,
        default=[],
        label=_("Choices"),
        help_text=_("None for an ending; a help box follows it by itself."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Scene")


class ScenarioBlock(ContentBlock):
    """Scenes that lead to each other; every way ends with a help box."""

    title = blocks.CharBlock(max_length=100, label=_("Title"))
    scenes = blocks.ListBlock(SceneBlock(), min_num=2, max_num=MOST_SCENES, label=_("Scenes"))

    def clean(self, value):
        cleaned = super().clean(value)
        if problems := lost_scenes(ways_of(cleaned["scenes"])):
            raise StructBlockValidationError(non_block_errors=[ValidationError(problems)])
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        ids = [scene.id for scene in value["scenes"].bound_blocks]
        context["scenes"] = [
            {
                "id": scene.id,
                "number": number,
                "text": scene.value["text"],
                "choices": [
                    {"text": way["text"], "leads_to": _at(ids, way["next"])}
                    for way in scene.value["choices"]
                ],
            }
            for number, scene in enumerate(value["scenes"].bound_blocks, start=1)
        ]
        return context

    class Meta:
        icon = "resubmit"
        label = _("What would you do?")
        description = _("A made-up situation with choices. Every way ends with a help box.")
        template = "lessons/blocks/scenario.html"
        preview_value = {
            "title": "단체방에 이상한 사진이 올라왔어요",
            "scenes": [
                {
                    "text": "<p>지어낸 이야기예요. 단체방에 얼굴을 바꾼 그림이 왔어요.</p>",
                    "choices": [
                        {"text": "열지 않고 선생님께 말해요.", "next": "2"},
                        {"text": "못 본 척해요.", "next": "3"},
                    ],
                },
                {"text": "<p>선생님이 고맙다고 하셨어요.</p>", "choices": []},
                {"text": "<p>마음이 무거워요. 지금 말해도 늦지 않아요.</p>", "choices": []},
            ],
        }


def ways_of(scenes) -> list[list[int]]:
    """For each scene the places (from 0) its choices lead to."""
    return [[int(way["next"] or 0) - 1 for way in scene["choices"]] for scene in scenes]


def _at(ids: list[str], place: str) -> str:
    """The id at a place; empty while a draft names a scene that is not there yet."""
    position = int(place or 0)
    return ids[position - 1] if 0 < position <= len(ids) else ""
