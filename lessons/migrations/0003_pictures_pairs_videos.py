"""Pictures, pairs of pictures and videos from the library."""

import wagtail.fields
from django.db import migrations

import core.drawings


class Migration(migrations.Migration):
    dependencies = [
        ("lessons", "0002_branches_polls_pictures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="lessonpage",
            name="steps",
            field=wagtail.fields.StreamField(
                [("step", 84)],
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
                    11: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Picture"}),
                    12: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "What is to be seen and why it matters here, for those who cannot see it.",
                            "label": "Text alternative",
                            "max_length": 400,
                            "required": False,
                        },
                    ),
                    13: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "help_text": "It says nothing that the text does not say; it needs no text alternative.",
                            "label": "Only decoration",
                            "required": False,
                        },
                    ),
                    14: (
                        "wagtail.blocks.StructBlock",
                        [[("picture", 11), ("alt", 12), ("decorative", 13), ("caption", 9)]],
                        {"group": "Look"},
                    ),
                    15: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "First picture"}),
                    16: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text alternative of the first", "max_length": 400},
                    ),
                    17: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Name of the first", "max_length": 60},
                    ),
                    18: (
                        "wagtail.images.blocks.ImageChooserBlock",
                        (),
                        {"label": "Second picture"},
                    ),
                    19: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text alternative of the second", "max_length": 400},
                    ),
                    20: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Name of the second", "max_length": 60},
                    ),
                    21: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("first", 15),
                                ("first_alt", 16),
                                ("first_label", 17),
                                ("second", 18),
                                ("second_alt", 19),
                                ("second_label", 20),
                                ("caption", 9),
                            ]
                        ],
                        {"group": "Look"},
                    ),
                    22: (
                        "wagtail.snippets.blocks.SnippetChooserBlock",
                        ("core.Video",),
                        {"label": "Video"},
                    ),
                    23: (
                        "wagtail.blocks.StructBlock",
                        [[("video", 22), ("caption", 9)]],
                        {"group": "Look"},
                    ),
                    24: ("wagtail.blocks.TextBlock", (), {"label": "Question", "max_length": 400}),
                    25: ("wagtail.blocks.CharBlock", (), {"label": "Answer", "max_length": 200}),
                    26: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {"label": "This is the best answer", "required": False},
                    ),
                    27: ("wagtail.blocks.TextBlock", (), {"label": "Feedback", "max_length": 400}),
                    28: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 25), ("is_best", 26), ("feedback", 27)]],
                        {},
                    ),
                    29: (
                        "wagtail.blocks.ListBlock",
                        (28,),
                        {"label": "Answers", "max_num": 6, "min_num": 2},
                    ),
                    30: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 24), ("options", 29)]],
                        {"group": "Do"},
                    ),
                    31: ("wagtail.blocks.TextBlock", (), {"label": "Task", "max_length": 400}),
                    32: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Name of the group", "max_length": 60},
                    ),
                    33: ("wagtail.blocks.StructBlock", [[("label", 32)]], {}),
                    34: (
                        "wagtail.blocks.ListBlock",
                        (33,),
                        {"label": "Groups", "max_num": 4, "min_num": 2},
                    ),
                    35: ("wagtail.blocks.TextBlock", (), {"label": "Card", "max_length": 300}),
                    36: (
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
                    37: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 35), ("group", 36), ("feedback", 27)]],
                        {},
                    ),
                    38: (
                        "wagtail.blocks.ListBlock",
                        (37,),
                        {"label": "Cards", "max_num": 12, "min_num": 2},
                    ),
                    39: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 31), ("groups", 34), ("cards", 38)]],
                        {"group": "Do"},
                    ),
                    40: ("wagtail.blocks.TextBlock", (), {"label": "Task", "max_length": 300}),
                    41: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": core.drawings.drawing_choices, "label": "First picture"},
                    ),
                    42: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": core.drawings.drawing_choices, "label": "Second picture"},
                    ),
                    43: (
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
                    44: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Name of the place", "max_length": 60},
                    ),
                    45: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Left", "max_value": 640, "min_value": 0},
                    ),
                    46: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Top", "max_value": 400, "min_value": 0},
                    ),
                    47: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Width", "max_value": 640, "min_value": 20},
                    ),
                    48: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Height", "max_value": 400, "min_value": 20},
                    ),
                    49: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {"label": "This is what was changed", "required": False},
                    ),
                    50: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("label", 44),
                                ("left", 45),
                                ("top", 46),
                                ("width", 47),
                                ("height", 48),
                                ("is_changed", 49),
                            ]
                        ],
                        {},
                    ),
                    51: (
                        "wagtail.blocks.ListBlock",
                        (50,),
                        {"label": "Places to choose from", "max_num": 6, "min_num": 2},
                    ),
                    52: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul"],
                            "label": "What opens afterwards",
                        },
                    ),
                    53: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("prompt", 40),
                                ("first", 41),
                                ("first_alt", 16),
                                ("second", 42),
                                ("second_alt", 19),
                                ("changed", 43),
                                ("places", 51),
                                ("reveal", 52),
                            ]
                        ],
                        {"group": "Do"},
                    ),
                    54: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "ol", "ul"], "label": "What happens"},
                    ),
                    55: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What one can do", "max_length": 200},
                    ),
                    56: (
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
                    57: ("wagtail.blocks.StructBlock", [[("text", 55), ("next", 56)]], {}),
                    58: (
                        "wagtail.blocks.ListBlock",
                        (57,),
                        {
                            "default": [],
                            "help_text": "None for an ending; a help box follows it by itself.",
                            "label": "Choices",
                            "max_num": 4,
                            "min_num": 0,
                        },
                    ),
                    59: ("wagtail.blocks.StructBlock", [[("text", 54), ("choices", 58)]], {}),
                    60: (
                        "wagtail.blocks.ListBlock",
                        (59,),
                        {"label": "Scenes", "max_num": 9, "min_num": 2},
                    ),
                    61: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("scenes", 60)]],
                        {"group": "Do"},
                    ),
                    62: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Ask for an opinion or a guess, never for something a student lived through.",
                            "label": "Question",
                            "max_length": 400,
                        },
                    ),
                    63: ("wagtail.blocks.StructBlock", [[("text", 25)]], {}),
                    64: (
                        "wagtail.blocks.ListBlock",
                        (63,),
                        {"label": "Answers", "max_num": 6, "min_num": 2},
                    ),
                    65: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul"],
                            "help_text": "The published figure or what experts say, with its source.",
                            "label": "What opens after answering",
                        },
                    ),
                    66: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 62), ("options", 64), ("reveal", 65)]],
                        {"group": "Do"},
                    ),
                    67: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "What to talk about", "max_length": 400},
                    ),
                    68: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Minutes", "max_value": 30, "min_value": 1},
                    ),
                    69: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                    70: (
                        "wagtail.blocks.ListBlock",
                        (69,),
                        {"default": [], "label": "Hints", "required": False},
                    ),
                    71: (
                        "wagtail.blocks.StructBlock",
                        [[("prompt", 67), ("minutes", 68), ("hints", 70)]],
                        {"group": "Do"},
                    ),
                    72: (
                        "wagtail.blocks.RegexBlock",
                        (),
                        {
                            "help_text": "Like L01.",
                            "label": "Number of the fact record",
                            "regex": "^[A-Z]\\d{2}[a-z]?$",
                        },
                    ),
                    73: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Law and article", "max_length": 200},
                    ),
                    74: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "What it says", "max_length": 400},
                    ),
                    75: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What follows", "max_length": 200, "required": False},
                    ),
                    76: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "In force since", "max_length": 60, "required": False},
                    ),
                    77: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "The version that was read, where it is not known since when the rule holds.",
                            "label": "Text of",
                            "max_length": 60,
                            "required": False,
                        },
                    ),
                    78: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 300}),
                    79: ("wagtail.blocks.DateBlock", (), {"label": "Checked on"}),
                    80: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("fact", 72),
                                ("title", 73),
                                ("rule", 74),
                                ("penalty", 75),
                                ("in_force", 76),
                                ("text_of", 77),
                                ("source", 78),
                                ("checked_on", 79),
                            ]
                        ],
                        {"group": "Protect"},
                    ),
                    81: ("wagtail.blocks.TextBlock", (), {"label": "Text", "max_length": 600}),
                    82: ("wagtail.blocks.StructBlock", [[("text", 81)]], {"group": "Protect"}),
                    83: (
                        "wagtail.blocks.StreamBlock",
                        [
                            [
                                ("prose", 3),
                                ("term", 6),
                                ("drawing", 10),
                                ("image", 14),
                                ("image_pair", 21),
                                ("video", 23),
                                ("choose", 30),
                                ("sort", 39),
                                ("spot", 53),
                                ("scenario", 61),
                                ("poll", 66),
                                ("discuss", 71),
                                ("law", 80),
                                ("help", 82),
                            ]
                        ],
                        {"label": "Content"},
                    ),
                    84: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("minutes", 1), ("body", 83)]],
                        {},
                    ),
                },
                verbose_name="steps",
            ),
        ),
    ]
