"""How the editor of a lesson is laid out: lesson, teacher, settings."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)


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
        FieldPanel("steps"),
    ]


def _teacher() -> list:
    return [FieldPanel("teacher_notes"), FieldPanel("family_letter")]


def _settings() -> list:
    return [
        FieldRowPanel([FieldPanel("lesson_code"), FieldPanel("level")]),
        FieldRowPanel([FieldPanel("order"), FieldPanel("minutes")]),
        FieldPanel("curriculum_hook"),
        FieldPanel("sources"),
        FieldPanel("slug"),
        PublishingPanel(),
    ]
