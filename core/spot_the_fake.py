"""Spot the fake: two pictures, one of them changed; where, and how sure are you?

Lessons use it for practice, quizzes for marks. Places in a picture have names, so that they can be
chosen by keyboard and by ear as well as by pointing.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import RICH_TEXT_FEATURES, ContentBlock
from core.drawings import HEIGHT, WIDTH, Drawing, drawing_choices

WHICH = [("first", _("The first picture")), ("second", _("The second picture"))]

HOW_SURE = [
    ("guessing", _("Just guessing")),
    ("fairly", _("Fairly sure")),
    ("very", _("Very sure")),
]

# What both blocks of this kind show as their preview.
PREVIEW_PAIR = {
    "first": "harbour-a",
    "first_alt": "등대와 배 두 척. 등대가 물에 비친다.",
    "second": "harbour-b",
    "second_alt": "등대와 배 두 척. 배만 물에 비친다.",
    "changed": "second",
    "places": [
        {
            "label": "등대 아래 물",
            "left": 425,
            "top": 222,
            "width": 100,
            "height": 158,
            "is_changed": True,
        },
        {
            "label": "빨간 배",
            "left": 100,
            "top": 165,
            "width": 140,
            "height": 110,
            "is_changed": False,
        },
    ],
}


class PlaceBlock(blocks.StructBlock):
    """A named rectangle of the pictures, in pixels of 640 × 400."""

    label = blocks.CharBlock(max_length=60, label=_("Name of the place"))
    left = blocks.IntegerBlock(min_value=0, max_value=WIDTH, label=_("Left"))
    top = blocks.IntegerBlock(min_value=0, max_value=HEIGHT, label=_("Top"))
    width = blocks.IntegerBlock(min_value=20, max_value=WIDTH, label=_("Width"))
    height = blocks.IntegerBlock(min_value=20, max_value=HEIGHT, label=_("Height"))
    is_changed = blocks.BooleanBlock(required=False, label=_("This is what was changed"))

    class Meta:
        icon = "crosshairs"
        label = _("Place")


class SpotTheFakeBlock(ContentBlock):
    """Two pictures of the same thing; one was changed in one place."""

    prompt = blocks.TextBlock(max_length=300, label=_("Task"))
    first = blocks.ChoiceBlock(choices=drawing_choices, label=_("First picture"))
    first_alt = blocks.TextBlock(max_length=400, label=_("Text alternative of the first"))
    second = blocks.ChoiceBlock(choices=drawing_choices, label=_("Second picture"))
    second_alt = blocks.TextBlock(max_length=400, label=_("Text alternative of the second"))
    changed = blocks.ChoiceBlock(choices=WHICH, label=_("Which one was changed"))
    places = blocks.ListBlock(PlaceBlock(), min_num=2, max_num=6, label=_("Places to choose from"))
    reveal = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("What opens afterwards"))

    def clean(self, value):
        cleaned = super().clean(value)
        if not any(place["is_changed"] for place in cleaned["places"]):
            error = ValidationError(_("Mark the place that was changed."))
            raise StructBlockValidationError(non_block_errors=[error])
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["pictures"] = [
            {
                "which": which,
                "label": label,
                "drawing": Drawing(value[which]),
                "alt": value[f"{which}_alt"],
                "is_changed": value["changed"] == which,
            }
            for which, label in WHICH
        ]
        context["degrees"] = HOW_SURE
        return context

    class Meta:
        icon = "view"
        label = _("Spot the fake")
        description = _("Two pictures, one of them changed: which, where, and how sure?")
        template = "core/spot_the_fake.html"
        preview_value = {
            "prompt": "한쪽은 그린 그대로이고 다른 쪽은 한 곳을 바꿨어요. 어느 쪽일까요?",
            **PREVIEW_PAIR,
            "reveal": "<p>두 번째 그림에서 등대의 그림자를 지웠어요.</p>",
        }
