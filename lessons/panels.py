"""How the editor of a lesson is laid out: lesson, teacher, settings."""

import json

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from core.levels import LESSON_MINUTES


class MinutesPanel(HelpPanel):
    """The minutes of all steps against those of a lesson, while somebody is writing."""

    def __init__(self, template="lessons/editor/minutes.html", **kwargs):
        super().__init__(template=template, **kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        periods = json.dumps(LESSON_MINUTES)


def lesson_panels() -> TabbedInterface:
    """Three tabs, in the order an editor works."""
    return TabbedInterface(
        [
            ObjectList(_lesson(), heading=_("Lesson")),
            ObjectList(_teacher(), heading=_("For the teacher")),
            ObjectList(_settings(), heading=_("Settings")),
        ]
    )


def _lesson() -> list:
    return [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("objectives"),
        MultiFieldPanel(
            [FieldPanel("is_sensitive"), FieldPanel("content_note")], heading=_("Content note")
        ),
        MinutesPanel(),
        FieldPanel("steps"),
    ]


def _teacher() -> list:
    return [FieldPanel("teacher_notes"), FieldPanel("family_letter")]


def _settings() -> list:
    return [
        FieldRowPanel([FieldPanel("lesson_code"), FieldPanel("level")]),
        FieldPanel("topic"),
        FieldRowPanel([FieldPanel("order"), FieldPanel("minutes")]),
        FieldPanel("curriculum_hook"),
        FieldPanel("sources"),
        FieldPanel("slug"),
        PublishingPanel(),
    ]
