"""Scenarios with branches, polls, spot the fake, law cards without a first day."""

import wagtail.fields
from django.db import migrations

import core.drawings


class Migration(migrations.Migration):
    dependencies = [
        ("lessons", "0001_lessons"),
    ]

    operations = [
        migrations.AlterField(
            model_name="lessonpage",
            name="steps",
            field=wagtail.fields.StreamField(
                [("step", 73)],
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 100}),
                    1: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Minutes", "max_value": 50, "min_value": 1},
                    ),
                    2: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "ol", "ul"], "label": "Text"},
                    ),
                    3: ("wagtail.blocks.StructBlock", [[("text", 2)]], {"group": "Read"}),
                    4: ("wagtail.blocks.CharBlock", (), {"label": "Word", "max_length": 80}),
                    5: ("wagtail.blocks.TextBlock", (), {"label": "Meaning", "max_length": 400}),
                    6: (
                        "wagtail.blocks.StructBlock",
                        [[("term", 4), ("meaning", 5)]],
                        {"group": "Read"},
                    ),
                    7: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": core.drawings.drawing_choices, "label": "Drawing"},
                    ),
                    8: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "What is to be seen and why it matters here, for those who cannot see it.",
                            "label": "Text alternative",
                            "max_length": 400,
                        },
                    ),
                    9: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Caption", "max_length": 200, "required": False},
                    ),
                    10: (
                        "wagtail.blocks.StructBlock",
                        [[("name", 7), ("alt", 8), ("caption", 9)]],
                        {"group": "Look"},
                    ),
                    11: ("wagtail.blocks.TextBlock", (), {"label": "Question", "max_length": 400}),
                    12: ("wagtail.blocks.CharBlock", (), {"label": "Answer", "max_length": 200}),
                    13: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {"label": "This is the best answer", "required": False},
                    ),
                    14: ("wagtail.blocks.TextBlock", (), {"label": "Feedback", "max_length": 400}),
                    15: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 12), ("is_best", 13), ("feedback", 14)]],
                        {},
                    ),
                    16: (
                        "wagtail.blocks.ListBlock",
                        (15,),
                        {"label": "Answers", "max_num": 6, "min_num": 2},
                    ),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 11), ("options", 16)]],
                        {"group": "Do"},
                    ),
                    18: ("wagtail.blocks.TextBlock", (), {"label": "Task", "max_length": 400}),
                    19: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Name of the group", "max_length": 60},
                    ),
                    20: ("wagtail.blocks.StructBlock", [[("label", 19)]], {}),
                    21: (
                        "wagtail.blocks.ListBlock",
                        (20,),
                        {"label": "Groups", "max_num": 4, "min_num": 2},
                    ),
                    22: ("wagtail.blocks.TextBlock", (), {"label": "Card", "max_length": 300}),
                    23: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("1", "First group"),
                                ("2", "Second group"),
                                ("3", "Third group"),
                                ("4", "Fourth group"),
                            ],
                            "label": "Belongs to group",
                        },
                    ),
                    24: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 22), ("group", 23), ("feedback", 14)]],
                        {},
                    ),
                    25: (
                        "wagtail.blocks.ListBlock",
                        (24,),
                        {"label": "Cards", "max_num": 12, "min_num": 2},
                    ),
                    26: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 18), ("groups", 21), ("cards", 25)]],
                        {"group": "Do"},
                    ),
                    27: ("wagtail.blocks.TextBlock", (), {"label": "Task", "max_length": 300}),
                    28: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": core.drawings.drawing_choices, "label": "First picture"},
                    ),
                    29: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text alternative of the first", "max_length": 400},
                    ),
                    30: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": core.drawings.drawing_choices, "label": "Second picture"},
                    ),
                    31: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text alternative of the second", "max_length": 400},
                    ),
                    32: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("first", "The first picture"),
                                ("second", "The second picture"),
                            ],
                            "label": "Which one was changed",
                        },
                    ),
                    33: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Name of the place", "max_length": 60},
                    ),
                    34: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Left", "max_value": 640, "min_value": 0},
                    ),
                    35: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Top", "max_value": 400, "min_value": 0},
                    ),
                    36: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Width", "max_value": 640, "min_value": 20},
                    ),
                    37: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Height", "max_value": 400, "min_value": 20},
                    ),
                    38: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {"label": "This is what was changed", "required": False},
                    ),
                    39: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("label", 33),
                                ("left", 34),
                                ("top", 35),
                                ("width", 36),
                                ("height", 37),
                                ("is_changed", 38),
                            ]
                        ],
                        {},
                    ),
                    40: (
                        "wagtail.blocks.ListBlock",
                        (39,),
                        {"label": "Places to choose from", "max_num": 6, "min_num": 2},
                    ),
                    41: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul"],
                            "label": "What opens afterwards",
                        },
                    ),
                    42: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("prompt", 27),
                                ("first", 28),
                                ("first_alt", 29),
                                ("second", 30),
                                ("second_alt", 31),
                                ("changed", 32),
                                ("places", 40),
                                ("reveal", 41),
                            ]
                        ],
                        {"group": "Do"},
                    ),
                    43: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "ol", "ul"], "label": "What happens"},
                    ),
                    44: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What one can do", "max_length": 200},
                    ),
                    45: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("1", "Scene 1"),
                                ("2", "Scene 2"),
                                ("3", "Scene 3"),
                                ("4", "Scene 4"),
                                ("5", "Scene 5"),
                                ("6", "Scene 6"),
                                ("7", "Scene 7"),
                                ("8", "Scene 8"),
                                ("9", "Scene 9"),
                            ],
                            "label": "Leads to",
                        },
                    ),
                    46: ("wagtail.blocks.StructBlock", [[("text", 44), ("next", 45)]], {}),
                    47: (
                        "wagtail.blocks.ListBlock",
                        (46,),
                        {
                            "default": [],
                            "help_text": "None for an ending; a help box follows it by itself.",
                            "label": "Choices",
                            "max_num": 4,
                            "min_num": 0,
                        },
                    ),
                    48: ("wagtail.blocks.StructBlock", [[("text", 43), ("choices", 47)]], {}),
                    49: (
                        "wagtail.blocks.ListBlock",
                        (48,),
                        {"label": "Scenes", "max_num": 9, "min_num": 2},
                    ),
                    50: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("scenes", 49)]],
                        {"group": "Do"},
                    ),
                    51: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Ask for an opinion or a guess, never for something a student lived through.",
                            "label": "Question",
                            "max_length": 400,
                        },
                    ),
                    52: ("wagtail.blocks.StructBlock", [[("text", 12)]], {}),
                    53: (
                        "wagtail.blocks.ListBlock",
                        (52,),
                        {"label": "Answers", "max_num": 6, "min_num": 2},
                    ),
                    54: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul"],
                            "help_text": "The published figure or what experts say, with its source.",
                            "label": "What opens after answering",
                        },
                    ),
                    55: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 51), ("options", 53), ("reveal", 54)]],
                        {"group": "Do"},
                    ),
                    56: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "What to talk about", "max_length": 400},
                    ),
                    57: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Minutes", "max_value": 30, "min_value": 1},
                    ),
                    58: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                    59: (
                        "wagtail.blocks.ListBlock",
                        (58,),
                        {"default": [], "label": "Hints", "required": False},
                    ),
                    60: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 56), ("minutes", 57), ("hints", 59)]],
                        {"group": "Do"},
                    ),
                    61: (
                        "wagtail.blocks.RegexBlock",
                        (),
                        {
                            "help_text": "Like L01.",
                            "label": "Number of the fact record",
                            "regex": "^[A-Z]\\d{2}[a-z]?$",
                        },
                    ),
                    62: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Law and article", "max_length": 200},
                    ),
                    63: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "What it says", "max_length": 400},
                    ),
                    64: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What follows", "max_length": 200, "required": False},
                    ),
                    65: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "In force since", "max_length": 60, "required": False},
                    ),
                    66: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "The version that was read, where it is not known since when the rule holds.",
                            "label": "Text of",
                            "max_length": 60,
                            "required": False,
                        },
                    ),
                    67: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 300}),
                    68: ("wagtail.blocks.DateBlock", (), {"label": "Checked on"}),
                    69: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("fact", 61),
                                ("title", 62),
                                ("rule", 63),
                                ("penalty", 64),
                                ("in_force", 65),
                                ("text_of", 66),
                                ("source", 67),
                                ("checked_on", 68),
                            ]
                        ],
                        {"group": "Protect"},
                    ),
                    70: ("wagtail.blocks.TextBlock", (), {"label": "Text", "max_length": 600}),
                    71: ("wagtail.blocks.StructBlock", [[("text", 70)]], {"group": "Protect"}),
                    72: (
                        "wagtail.blocks.StreamBlock",
                        [
                            [
                                ("prose", 3),
                                ("term", 6),
                                ("drawing", 10),
                                ("choose", 17),
                                ("sort", 26),
                                ("spot", 42),
                                ("scenario", 50),
                                ("poll", 55),
                                ("discuss", 60),
                                ("law", 69),
                                ("help", 71),
                            ]
                        ],
                        {"label": "Content"},
                    ),
                    73: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("minutes", 1), ("body", 72)]],
                        {},
                    ),
                },
                verbose_name="steps",
            ),
        ),
    ]
