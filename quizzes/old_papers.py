"""What an old quiz is in our terms: keys that never change, rules, papers. No framework."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from quizzes.old_app import OldQuestion, OldQuiz
from quizzes.papers import SOURCE_LANGUAGE, Item, ItemText, Option, OptionText, Paper, PaperText

LONGEST_TITLE = 120
LONGEST_OPTION = 300
NAMESPACE = UUID("5f0c6f3e-2d0b-4f0a-9a39-6d1f0e0b7c51")
# The old application stored these words of a statement; readers see their own language's.
STATEMENT_WORDS = {"ko": {"True": "맞아요", "False": "아니에요"}}


def key_of(source: str, thing: str, number: int | str) -> UUID:
    """The key of something old, the same in every run.

    Args:
        source: name of the old database, so that two of them do not mix.
        thing: "quiz", "question", "sitting" …
    """
    return uuid5(NAMESPACE, f"{source}/{thing}/{number}")


@dataclass(frozen=True)
class Theme:
    """A category of ours that an old one became."""

    key: UUID
    name: str


@dataclass(frozen=True)
class Translated:
    """What the old quizzes become, for one import.

    Attributes:
        source: name of the old database.
        language: the language its quizzes are written in.
        level: school level they are filed under; the old application had none.
    """

    source: str
    language: str
    level: str

    def quiz_key(self, quiz: OldQuiz) -> UUID:
        """Translation key of the draft."""
        return key_of(self.source, "quiz", quiz.id)

    def question_key(self, number: int) -> UUID:
        """Translation key of a question of the bank."""
        return key_of(self.source, "question", number)

    def option_key(self, question_id: int, option_id: str) -> UUID:
        """Key of an option block."""
        return key_of(self.source, f"question/{question_id}/option", option_id)

    def option_text(self, question: OldQuestion, text: str) -> str:
        """What an option says."""
        if question.kind != "true_false":
            return text
        return STATEMENT_WORDS.get(self.language, {}).get(text, text)

    def body(self, question: OldQuestion) -> list[dict]:
        """The question as a block of the bank."""
        value = {"stem": question.stem, "explanation": question.explanation}
        if question.kind != "essay":
            value["options"] = [
                {
                    "type": "item",
                    "id": str(self.option_key(question.id, option.id)),
                    "value": {
                        "text": self.option_text(question, option.text),
                        "is_right": option.is_right,
                        "feedback": "",
                    },
                }
                for option in question.options
            ]
        key = str(self.question_key(question.id))
        return [{"type": question.kind, "id": key, "value": value}]

    def rules(self, quiz: OldQuiz, questions: Iterable[OldQuestion]) -> dict:
        """The rules of a quiz, with what could not be true put right (F16)."""
        questions = list(questions)
        asks_fewer = 0 < (quiz.max_questions or 0) < len(questions)
        return {
            "level": self.level,
            "pass_mark": min(100, max(0, quiz.pass_mark)),
            "feedback": "at_end" if quiz.shows_answers_at_end else "at_once",
            "has_random_order": quiz.is_random,
            "has_shuffled_options": any(each.has_random_options for each in questions),
            "question_count": quiz.max_questions if asks_fewer else None,
            "attempt_limit": 1 if quiz.is_single_attempt else None,
            "counting_rule": "first" if quiz.is_single_attempt else "last",
            "allows_practice": not quiz.is_single_attempt,
        }

    def words(self, quiz: OldQuiz) -> PaperText:
        """Title and texts of a quiz."""
        title = quiz.title[:LONGEST_TITLE] or quiz.address[:LONGEST_TITLE] or f"#{quiz.id}"
        return PaperText(title, quiz.description, quiz.success_text, quiz.fail_text)

    def paper(
        self,
        quiz: OldQuiz,
        questions: Iterable[OldQuestion],
        themes: Mapping[int, tuple[Theme | None, Theme | None]],
    ) -> Paper:
        """The paper that old sittings answered, as far as its questions still exist.

        Args:
            questions: all that any of those sittings asked.
            themes: by question: theme and the theme within it.
        """
        questions = list(questions)
        return Paper(
            # Not the draft's key: no occasion may ever offer what no editor has published.
            quiz_key=key_of(self.source, "sat-quiz", quiz.id),
            **(self.rules(quiz, questions) | {"question_count": None}),
            texts=self._in_every_language_needed(self.words(quiz)),
            items=tuple(self._item(each, *themes[each.id]) for each in questions),
        )

    def _in_every_language_needed(self, words) -> dict:
        """An edition always has words in the source language; there they are the same."""
        return {SOURCE_LANGUAGE: words, self.language: words}

    def _item(self, question: OldQuestion, theme: Theme | None, within: Theme | None) -> Item:
        text = ItemText(
            stem=question.stem,
            explanation=question.explanation,
            category=theme.name if theme else "",
            subcategory=within.name if within else "",
            options={
                self.option_key(question.id, option.id): OptionText(
                    self.option_text(question, option.text), ""
                )
                for option in question.options
            },
        )
        return Item(
            key=self.question_key(question.id),
            kind=question.kind,
            points=1,
            options=tuple(
                Option(self.option_key(question.id, option.id), option.is_right)
                for option in question.options
            ),
            texts=self._in_every_language_needed(text),
            category_key=theme.key if theme else None,
            subcategory_key=within.key if within else None,
        )


def doubts_of_quiz(quiz: OldQuiz, others: Iterable[OldQuiz]) -> list[str]:
    """What an editor should look at in a quiz, in words."""
    shared = [other for other in others if other.id != quiz.id and other.address == quiz.address]
    count = len(quiz.question_ids)
    checks = [
        (not quiz.question_ids, "has no question; it cannot be published like this"),
        (bool(shared), f"shared its address {quiz.address!r} with another quiz; both are here"),
        (not 0 <= quiz.pass_mark <= 100, f"pass mark {quiz.pass_mark} was put within 0 and 100"),
        ((quiz.max_questions or 0) > count, "asked for more questions than it has; asks all now"),
        (len(quiz.title) > LONGEST_TITLE, "title was too long and is cut"),
    ]
    return [words for is_so, words in checks if is_so]


def doubts_of_question(question: OldQuestion) -> list[str]:
    """What an editor should look at in a question, in words."""
    right = sum(option.is_right for option in question.options)
    is_choice = question.kind == "one"
    checks = [
        (is_choice and right > 1, "has several right options, any one of which was right: choose"),
        (is_choice and not right, "has no right option"),
        (is_choice and len(question.options) < 2, "has fewer than two options"),
        (question.has_picture, "its picture is not carried: choose a drawing"),
        (
            any(len(option.text) > LONGEST_OPTION for option in question.options),
            f"an option is longer than {LONGEST_OPTION} signs",
        ),
        (question.category_id is None, "has no category"),
    ]
    return [words for is_so, words in checks if is_so]
