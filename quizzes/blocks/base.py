"""What every type of question has: its text, a picture, an explanation, and how it is shown."""

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.drawings import drawing_choices
from quizzes.kinds import Credit
from quizzes.papers import SOURCE_LANGUAGE, Item, ItemText, Option, OptionText
from quizzes.sheets import lay_out_item

# A block on its own, outside a question of the bank, has none.
NO_KEY = UUID(int=0)

CREDITS = [
    (Credit.WHOLE.value, _("Points only when everything is right")),
    (Credit.PARTIAL.value, _("Points for each part that is right; wrong ones take away")),
]


def words(value) -> str:
    """A text of a block without spaces around it; "" where there is none."""
    return (value or "").strip()


def why_block(**options) -> blocks.TextBlock:
    """The explanation, which every type has as its last field."""
    return blocks.TextBlock(
        label=_("Why"),
        rows=3,
        help_text=_("Shown with the result, whatever was answered."),
        **options,
    )


def credit_block(default: Credit = Credit.WHOLE) -> blocks.ChoiceBlock:
    """How answers are paid that are right in part."""
    return blocks.ChoiceBlock(choices=CREDITS, default=default.value, label=_("Points for a part"))


class AskedBlock(blocks.StructBlock):
    """A question. Types say what its options are (`options_of`) and say (`option_texts_of`)."""

    stem = blocks.TextBlock(label=_("Question text"), rows=2)
    picture = blocks.ChoiceBlock(choices=drawing_choices, required=False, label=_("Picture"))
    picture_alt = blocks.TextBlock(
        required=False, rows=2, max_length=400, label=_("Text alternative of the picture")
    )

    class Meta:
        template = "quizzes/blocks/question.html"
        preview_template = "core/block_preview.html"

    # Types whose explanation may be empty, because nothing is right or wrong.
    needs_explanation = True

    def get_context(self, value, parent_context=None):
        """The question as it is asked, and as it is shown with its answer."""
        item = self.item_of(value, key=NO_KEY, texts={SOURCE_LANGUAGE: self.text_of(value)})
        return {
            **super().get_context(value, parent_context),
            "item": lay_out_item(item, language=SOURCE_LANGUAGE),
            "marked": lay_out_item(item, language=SOURCE_LANGUAGE, is_marked=True),
        }

    def item_of(self, value, *, key: UUID, texts: dict, points: int = 1, **fields) -> Item:
        """The question as a paper asks it.

        Args:
            texts: its words by language; see `text_of`.
            fields: the rest of the item, which the question bank knows.
        """
        return Item(
            key=key,
            kind=self.name,
            points=points,
            options=tuple(self.options_of(value)),
            texts=texts,
            credit=value.get("credit") or Credit.WHOLE.value,
            picture=value.get("picture") or "",
            **fields,
        )

    def text_of(self, value, *, category: str = "", subcategory: str = "") -> ItemText:
        """The words of the question in the language it is written in."""
        return ItemText(
            stem=words(value["stem"]),
            explanation=words(value["explanation"]),
            category=category,
            subcategory=subcategory,
            picture_alt=words(value.get("picture_alt")),
            options=self.option_texts_of(value),
        )

    def options_of(self, value) -> list[Option]:
        """The options with their keys, in the author's order."""
        raise NotImplementedError

    def option_texts_of(self, value) -> dict[UUID, OptionText]:
        """The words of the options by their keys."""
        raise NotImplementedError

    def problems(self, value) -> list[str]:
        """Sentences for the editor: what hinders students from being asked this."""
        text = self.text_of(value)
        needs_why = self.needs_explanation and not text.explanation
        checks = [
            (not text.stem, gettext("The question has no text.")),
            (needs_why, gettext("It is not said why the right answer is right.")),
            (
                bool(value.get("picture")) and not text.picture_alt,
                gettext("The picture has no text alternative."),
            ),
            *self.own_checks(value, self.options_of(value), text),
        ]
        return [sentence for is_wrong, sentence in checks if is_wrong]

    def own_checks(self, value, options: list[Option], text: ItemText) -> list[tuple[bool, str]]:
        """What can be wrong in this type: pairs of whether it is, and a sentence."""
        return []


def plain_texts(children) -> dict[UUID, OptionText]:
    """The words of a list of plain texts, by the keys of its children."""
    return {UUID(child.id): OptionText(words(child.value), "") for child in children}


def texts_with_feedback(children) -> dict[UUID, OptionText]:
    """The words of a list of options that say something back, by the keys of its children."""
    return {
        UUID(child.id): OptionText(words(child.value["text"]), words(child.value["feedback"]))
        for child in children
    }


def at_least_two(options: list[Option], text: ItemText) -> list[tuple[bool, str]]:
    """Checks of every type with options to choose from."""
    texts = [text.options[option.key].text for option in options]
    return [
        (len(options) < 2, gettext("A question needs at least two options.")),
        (not all(texts), gettext("An option is empty.")),
    ]
