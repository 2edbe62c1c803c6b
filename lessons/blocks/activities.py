"""Blocks in which a student does something. They are practice: nothing is stored or counted."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import ContentBlock, named

# A card names its group by place, because an editor cannot be asked for an identifier.
GROUP_PLACES = [
    ("1", _("First group")),
    ("2", _("Second group")),
    ("3", _("Third group")),
    ("4", _("Fourth group")),
]


class OptionBlock(blocks.StructBlock):
    """One answer of a choice, with what to say to whoever chose it."""

    text = blocks.CharBlock(max_length=200, label=_("Answer"))
    is_best = blocks.BooleanBlock(required=False, label=_("This is the best answer"))
    feedback = blocks.TextBlock(max_length=400, label=_("Feedback"))

    class Meta:
        icon = "radio-full"
        label = _("Answer")


class ChooseBlock(ContentBlock):
    """A question with a specific reply to each answer."""

    prompt = blocks.TextBlock(max_length=400, label=_("Question"))
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=6, label=_("Answers"))

    def clean(self, value):
        cleaned = super().clean(value)
        if not any(option["is_best"] for option in cleaned["options"]):
            error = ValidationError(_("Mark at least one answer as the best one."))
            raise StructBlockValidationError(non_block_errors=[error])
        return cleaned

    class Meta:
        icon = "list-ul"
        label = _("Choose")
        description = _("A question; each answer has its own feedback. Nothing is stored.")
        template = "lessons/blocks/choose.html"
        preview_value = {
            "prompt": "아무 표시도 없는 사진을 봤어요. 어떻게 생각하면 좋을까요?",
            "options": [
                {
                    "text": "누가, 언제, 왜를 물어봐요.",
                    "is_best": True,
                    "feedback": "좋아요! 세 가지 질문이 도와줘요.",
                },
                {
                    "text": "표시가 없으니까 진짜예요.",
                    "is_best": False,
                    "feedback": "처음부터 안 붙였을 수도 있어요.",
                },
            ],
        }


class GroupBlock(blocks.StructBlock):
    """One of the places cards are put into."""

    label = blocks.CharBlock(max_length=60, label=_("Name of the group"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Group")


class CardBlock(blocks.StructBlock):
    """One card, the group it fits and why."""

    text = blocks.TextBlock(max_length=300, label=_("Card"))
    group = blocks.ChoiceBlock(choices=GROUP_PLACES, label=_("Belongs to group"))
    feedback = blocks.TextBlock(max_length=400, label=_("Feedback"))

    class Meta:
        icon = "doc-empty"
        label = _("Card")


class SortBlock(ContentBlock):
    """Cards to put into groups by pressing, without dragging."""

    prompt = blocks.TextBlock(max_length=400, label=_("Task"))
    groups = blocks.ListBlock(GroupBlock(), min_num=2, max_num=len(GROUP_PLACES), label=_("Groups"))
    cards = blocks.ListBlock(CardBlock(), min_num=2, max_num=12, label=_("Cards"))

    def clean(self, value):
        cleaned = super().clean(value)
        if any(int(card["group"]) > len(cleaned["groups"]) for card in cleaned["cards"]):
            error = ValidationError(_("A card belongs to a group that is not there."))
            raise StructBlockValidationError(non_block_errors=[error])
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        labels = [group["label"] for group in value["groups"]]
        context["groups"] = [(str(place), label) for place, label in enumerate(labels, start=1)]
        context["cards"] = [
            {"id": entry.id, "value": entry.value, "fits": _fitting(labels, entry.value["group"])}
            for entry in value["cards"].bound_blocks
        ]
        return context

    class Meta:
        icon = "grip"
        label = _("Sort the cards")
        description = _("Each card is put into a group by pressing. Nothing is stored.")
        template = "lessons/blocks/sort.html"
        preview_value = {
            "prompt": "카드를 두 곳에 나눠 봐요.",
            "groups": [{"label": "진짜예요"}, {"label": "아직 몰라요"}],
            "cards": [
                {
                    "text": "쌍무지개. 우리 반이 다 같이 봤어요.",
                    "group": "1",
                    "feedback": "우리가 직접 봤으니 진짜예요.",
                },
                {
                    "text": "토끼 모양 구름. 누가 올렸는지 몰라요.",
                    "group": "2",
                    "feedback": "단서가 없으니 아직 몰라요.",
                },
            ],
        }


class DiscussBlock(ContentBlock):
    """Something to talk about in class."""

    prompt = blocks.TextBlock(max_length=400, label=_("What to talk about"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=30, label=_("Minutes"))
    hints = blocks.ListBlock(
        named(blocks.CharBlock(max_length=200), _("Hint")),
        default=[],
        required=False,
        label=_("Hints"),
    )

    class Meta:
        icon = "group"
        label = _("Talk in class")
        description = _("A question for pairs, groups or the whole class.")
        template = "lessons/blocks/discuss.html"
        preview_value = {
            "prompt": "우리 반의 ‘모를 땐 멈춤’ 약속을 한 문장으로 만들어요.",
            "minutes": 3,
            "hints": ["모두가 지킬 수 있는 쉬운 약속이 좋아요."],
        }


def _fitting(labels: list[str], place: str) -> str:
    """The label at a place; empty while a draft names a group that is not there yet."""
    position = int(place or 0)
    return labels[position - 1] if 0 < position <= len(labels) else ""
