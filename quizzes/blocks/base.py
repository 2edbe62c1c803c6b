"""What every type of question with options has."""

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.papers import SOURCE_LANGUAGE, Item, ItemText, Option, OptionText
from quizzes.sheets import lay_out_item

# A block on its own, outside a question of the bank, has none.
NO_KEY = UUID(int=0)


class OptionBlock(blocks.StructBlock):
    """One option. Its own UUID is what students' answers keep."""

    text = blocks.CharBlock(label=_("Option"), max_length=300)
    is_right = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("What to say to those who chose it"),
        required=False,
        help_text=_("Needed for every option that is not right."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Option")
        description = _("One option of a question, with what to say to those who chose it.")
        template = "quizzes/blocks/option.html"
        preview_template = "core/block_preview.html"
        preview_value = {
            "text": "누가, 언제, 왜 올렸는지 알아봐요.",
            "is_right": True,
            "feedback": "맞아요. 출처부터 확인해요.",
        }


class QuestionBlock(blocks.StructBlock):
    """A question with options; subclasses name the type and its own rules."""

    stem = blocks.TextBlock(label=_("Question text"), rows=2)
    options = blocks.ListBlock(OptionBlock(), min_num=2, label=_("Options"))
    explanation = blocks.TextBlock(
        label=_("Why"), rows=3, help_text=_("Shown with the result, whatever was answered.")
    )

    class Meta:
        template = "quizzes/blocks/question.html"
        preview_template = "core/block_preview.html"

    def get_context(self, value, parent_context=None):
        """The question as it is asked, and as it is shown with its answer."""
        item = Item(
            key=NO_KEY,
            kind=self.name,
            points=1,
            options=tuple(self.options_of(value)),
            texts={SOURCE_LANGUAGE: self.text_of(value)},
        )
        return {
            **super().get_context(value, parent_context),
            "item": lay_out_item(item, language=SOURCE_LANGUAGE),
            "marked": lay_out_item(item, language=SOURCE_LANGUAGE, is_marked=True),
        }

    @staticmethod
    def options_of(value) -> list[Option]:
        """The options with their keys, in the author's order."""
        return [
            Option(key=UUID(child.id), is_right=bool(child.value["is_right"]))
            for child in value["options"].bound_blocks
        ]

    @staticmethod
    def text_of(value, *, category: str = "") -> ItemText:
        """The words of the question in the language it is written in."""
        return ItemText(
            stem=(value["stem"] or "").strip(),
            explanation=(value["explanation"] or "").strip(),
            category=category,
            options={
                UUID(child.id): OptionText(
                    text=(child.value["text"] or "").strip(),
                    feedback=(child.value["feedback"] or "").strip(),
                )
                for child in value["options"].bound_blocks
            },
        )

    def problems(self, value) -> list[str]:
        """Sentences for the editor: what hinders students from being asked this."""
        options, text = self.options_of(value), self.text_of(value)
        checks = [
            (not text.stem, gettext("The question has no text.")),
            (not text.explanation, gettext("It is not said why the right answer is right.")),
            (len(options) < 2, gettext("A question needs at least two options.")),
            (any(not each.text for each in text.options.values()), gettext("An option is empty.")),
            (not any(each.is_right for each in options), gettext("No option is marked as right.")),
            (
                any(not each.is_right and not text.options[each.key].feedback for each in options),
                gettext("A wrong option has no feedback."),
            ),
        ]
        return [sentence for is_wrong, sentence in checks if is_wrong]
