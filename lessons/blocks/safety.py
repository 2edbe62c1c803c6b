"""Blocks that protect: what the law says, where help is."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import ContentBlock


class LawCardBlock(ContentBlock):
    """One rule of law as a dated fact."""

    fact = blocks.RegexBlock(
        regex=r"^[A-Z]\d{2}[a-z]?$", label=_("Number of the fact record"), help_text=_("Like L01.")
    )
    title = blocks.CharBlock(max_length=200, label=_("Law and article"))
    rule = blocks.TextBlock(max_length=400, label=_("What it says"))
    penalty = blocks.CharBlock(max_length=200, required=False, label=_("What follows"))
    in_force = blocks.CharBlock(max_length=60, required=False, label=_("In force since"))
    text_of = blocks.CharBlock(
        max_length=60,
        required=False,
        label=_("Text of"),
        help_text=_("The version that was read, where it is not known since when the rule holds."),
    )
    source = blocks.CharBlock(max_length=300, label=_("Source"))
    checked_on = blocks.DateBlock(label=_("Checked on"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Law card")
        description = _("One rule with its source and the day it was checked.")
        template = "lessons/blocks/law.html"
        preview_value = {
            "fact": "L02",
            "title": "성폭력처벌법 제14조의2",
            "rule": "다른 사람의 얼굴을 뜻에 반해 성적인 사진에 합성해 퍼뜨리면 처벌받아요.",
            "penalty": "7년 이하 징역 또는 5천만 원 이하 벌금",
            "in_force": "2024-10-16",
            "text_of": "",
            "source": "성폭력범죄의 처벌 등에 관한 특례법",
            "checked_on": "2026-11-22",
        }


class HelpBlock(ContentBlock):
    """Where to turn to; every lesson ends with one."""

    text = blocks.TextBlock(max_length=600, label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Help")
        description = _("Says whom to talk to and leads to the help page. Every lesson needs one.")
        template = "lessons/blocks/help.html"
        preview_value = {
            "text": "담임 선생님께 말해도 좋아요. 지금 위험하면 112, 학교폭력 걱정은 117이에요."
        }
