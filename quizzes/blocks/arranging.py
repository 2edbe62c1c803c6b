"""Questions where things are put in order, or put together."""

from uuid import UUID, uuid5

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.blocks.base import (
    AskedBlock,
    at_least_two,
    credit_block,
    plain_texts,
    why_block,
    words,
)
from quizzes.kinds import Role
from quizzes.papers import Option, OptionText


class OrderBlock(AskedBlock):
    """Put the steps in order. The author writes them in the right one."""

    options = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Step")),
        min_num=2,
        max_num=8,
        label=_("Steps in the right order"),
    )
    explanation = why_block()
    credit = credit_block()

    class Meta:
        icon = "order"
        label = _("Put in order")
        description = _("Steps that the student puts in order, with buttons or by choosing places.")
        preview_value = {
            "stem": "이상한 사진을 받았을 때 할 일을 차례대로 놓아요.",
            "options": ["멈춰요.", "누가, 언제, 왜 보냈는지 살펴요.", "믿는 어른에게 말해요."],
            "explanation": "먼저 멈추면 다음 일을 차분히 할 수 있어요.",
            "credit": "partial",
        }

    def options_of(self, value) -> list[Option]:
        return [
            Option(key=UUID(child.id), is_right=True) for child in value["options"].bound_blocks
        ]

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        return plain_texts(value["options"].bound_blocks)

    def own_checks(self, value, options, text):
        return at_least_two(options, text)


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    prompt = blocks.CharBlock(max_length=200, label=_("This"))
    target = blocks.CharBlock(max_length=200, label=_("belongs to this"))
    feedback = blocks.TextBlock(required=False, label=_("What to say about it"))

    class Meta:
        icon = "link"
        label = _("Pair")


def prompt_key(pair_id: UUID) -> UUID:
    """Key of what is on the left. Made one-way, so that it does not tell its target's key."""
    return uuid5(pair_id, Role.PROMPT)


def target_key(pair_id: UUID) -> UUID:
    """Key of what belongs to it."""
    return uuid5(pair_id, Role.TARGET)


class MatchBlock(AskedBlock):
    """Put together what belongs together; more targets than pairs may be offered."""

    pairs = blocks.ListBlock(PairBlock(), min_num=2, max_num=8, label=_("Pairs"))
    extra_targets = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Belongs to nothing")),
        min_num=0,
        max_num=4,
        default=[],
        label=_("More to choose from, which belongs to nothing"),
    )
    explanation = why_block()
    credit = credit_block()

    class Meta:
        icon = "link"
        label = _("Match")
        description = _("Pairs that the student puts together by choosing from lists.")
        preview_value = {
            "stem": "알맞은 것끼리 이어요.",
            "pairs": [
                {"prompt": "출처", "target": "누가 만들었나요?", "feedback": ""},
                {"prompt": "날짜", "target": "언제 올렸나요?", "feedback": ""},
            ],
            "extra_targets": ["몇 명이 보았나요?"],
            "explanation": "누가, 언제를 알면 믿을 만한지 알 수 있어요.",
            "credit": "partial",
        }

    def options_of(self, value) -> list[Option]:
        ids = [UUID(child.id) for child in value["pairs"].bound_blocks]
        extra = [UUID(child.id) for child in value["extra_targets"].bound_blocks]
        prompts = [
            Option(prompt_key(each), is_right=True, role=Role.PROMPT, partner=target_key(each))
            for each in ids
        ]
        targets = [Option(target_key(each), is_right=True, role=Role.TARGET) for each in ids]
        return [
            *prompts,
            *targets,
            *(Option(each, is_right=False, role=Role.TARGET) for each in extra),
        ]

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        texts = {}
        for child in value["pairs"].bound_blocks:
            pair, key = child.value, UUID(child.id)
            texts[prompt_key(key)] = OptionText(words(pair["prompt"]), words(pair["feedback"]))
            texts[target_key(key)] = OptionText(words(pair["target"]), "")
        return texts | plain_texts(value["extra_targets"].bound_blocks)

    def own_checks(self, value, options, text):
        targets = [text.options[each.key].text for each in options if each.role == Role.TARGET]
        return [
            (len(value["pairs"]) < 2, gettext("A question needs at least two options.")),
            (not all(each.text for each in text.options.values()), gettext("An option is empty.")),
            (
                len(set(targets)) < len(targets),
                gettext("Two things to match with say the same, so nobody can tell them apart."),
            ),
        ]
