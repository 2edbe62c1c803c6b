"""Spot the fake, for marks."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.drawings import drawing_choices
from core.spot_the_fake import PREVIEW_PAIR, WHICH, PlaceBlock
from quizzes.blocks.base import AskedBlock, credit_block, why_block, words
from quizzes.kinds import Credit, Role
from quizzes.papers import Option, OptionText

# Every such question has two pictures, so that their keys need not differ between questions.
PICTURE_KEYS = {which: uuid5(NAMESPACE_URL, f"spot the fake: {which}") for which, _name in WHICH}


class SpotTheFakeQuestionBlock(AskedBlock):
    """Two pictures, one changed in some places: which, where, and how sure?"""

    picture = picture_alt = None
    first = blocks.ChoiceBlock(choices=drawing_choices, label=_("First picture"))
    first_alt = blocks.TextBlock(max_length=400, label=_("Text alternative of the first"))
    second = blocks.ChoiceBlock(choices=drawing_choices, label=_("Second picture"))
    second_alt = blocks.TextBlock(max_length=400, label=_("Text alternative of the second"))
    changed = blocks.ChoiceBlock(choices=WHICH, label=_("Which one was changed"))
    places = blocks.ListBlock(PlaceBlock(), min_num=2, max_num=6, label=_("Places to choose from"))
    explanation = why_block()
    credit = credit_block(Credit.PARTIAL)

    class Meta:
        icon = "view"
        label = _("Spot the fake")
        description = _("Two pictures, one of them changed. Suspecting every place earns nothing.")
        preview_value = {
            "stem": "한쪽은 그린 그대로이고 다른 쪽은 한 곳을 바꿨어요. 어느 쪽일까요?",
            **PREVIEW_PAIR,
            "explanation": "두 번째 그림에서 등대의 그림자를 지웠어요.",
            "credit": "partial",
        }

    def options_of(self, value) -> list[Option]:
        pictures = [
            Option(
                key=PICTURE_KEYS[which],
                is_right=value["changed"] == which,
                role=Role.PICTURE,
                picture=value[which] or "",
            )
            for which, _name in WHICH
        ]
        return [*pictures, *(self._place(child) for child in value["places"].bound_blocks)]

    @staticmethod
    def _place(child) -> Option:
        area = tuple(child.value[side] or 0 for side in ("left", "top", "width", "height"))
        is_changed = bool(child.value["is_changed"])
        return Option(UUID(child.id), is_right=is_changed, role=Role.PLACE, area=area)

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        texts = {
            PICTURE_KEYS[which]: OptionText(words(value[f"{which}_alt"]), "")
            for which, _name in WHICH
        }
        for child in value["places"].bound_blocks:
            texts[UUID(child.id)] = OptionText(words(child.value["label"]), "")
        return texts

    def own_checks(self, value, options, text):
        places = [option for option in options if option.role == Role.PLACE]
        is_complete = all(each.text for each in text.options.values())
        are_drawn = value["first"] and value["second"] and value["changed"]
        return [
            (not are_drawn, gettext("Choose both pictures, and which one was changed.")),
            (not is_complete, gettext("A picture or a place has no words.")),
            (
                not any(each.is_right for each in places),
                gettext("Mark the place that was changed."),
            ),
            (
                all(each.is_right for each in places),
                gettext("At least one place must be unchanged, or suspecting all would be right."),
            ),
        ]
