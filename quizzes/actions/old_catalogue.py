"""Categories, questions and quizzes of an old application become drafts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.text import slugify
from wagtail.models import Locale

from quizzes.models import Category, Question, Quiz, QuizQuestion
from quizzes.models.drafts import Draft
from quizzes.old_app import OldApp, OldCategory, OldQuestion, OldQuiz
from quizzes.old_papers import Theme, Translated, doubts_of_question, doubts_of_quiz, key_of

LONGEST_NAME = 80


@dataclass(frozen=True)
class Remark:
    """Something an import says about one old row.

    Attributes:
        about: such as "sitting 12".
        words: why it could not be carried, or what somebody should look at.
    """

    about: str
    words: str

    def __str__(self):
        return f"{self.about}: {self.words}"


@dataclass
class CarryReport:
    """What an import did.

    Attributes:
        made: how many rows of each thing are new.
        known: how many were there from an earlier run; they stay as they are.
        left: what could not be carried, with the reason.
        look_at: what was carried and needs an editor's eye.
    """

    made: Counter = field(default_factory=Counter)
    known: Counter = field(default_factory=Counter)
    left: list[Remark] = field(default_factory=list)
    look_at: list[Remark] = field(default_factory=list)

    def leave(self, about: str, words: str) -> None:
        """Say that something was not carried."""
        self.left.append(Remark(about, words))

    def ask_to_look_at(self, about: str, doubts: Iterable[str]) -> None:
        """Say what was carried and is doubtful."""
        self.look_at += [Remark(about, words) for words in doubts]


class OldCatalogue:
    """Carries what authors wrote; a row that is there from an earlier run stays as it is."""

    def __init__(self, old: OldApp, translated: Translated, report: CarryReport, by):
        self.old, self.translated, self.report, self.by = old, translated, report, by
        self.locale = Locale.objects.get_or_create(language_code=translated.language)[0]
        self.categories: dict[int, Category] = {}
        self.subcategories: dict[int, Category] = {}

    def carry(self) -> None:
        """Categories first, then questions, then the quizzes that ask them."""
        for old in self.old.categories:
            self._keep(self.categories, "category", old, None)
        for old in self.old.subcategories:
            self._keep(self.subcategories, "sub-category", old, self.categories.get(old.parent_id))
        for question in self.old.questions.values():
            self._carry_question(question)
        for quiz in self.old.quizzes:
            self._carry_quiz(quiz)

    def themes_of(self, question: OldQuestion) -> tuple[Theme | None, Theme | None]:
        """The theme of a question, and the one within it."""
        lowest = self._category_of(question)
        if lowest is None:
            return None, None
        own = Theme(lowest.translation_key, lowest.name)
        if lowest.parent is None:
            return own, None
        return Theme(lowest.parent.translation_key, lowest.parent.name), own

    def _keep(self, found: dict, thing: str, old: OldCategory, parent: Category | None) -> None:
        about = f"{thing} {old.id} {old.name!r}"
        if not slugify(old.name, allow_unicode=True):
            self.report.leave(about, "its name has no letter or digit")
        elif thing == "sub-category" and parent is None:
            self.report.leave(about, "its category is missing")
        else:
            found[old.id] = self._category(about, thing, old, parent)

    def _category(self, about: str, thing: str, old: OldCategory, parent) -> Category:
        key = key_of(self.translated.source, thing, old.id)
        of_language = Category.objects.filter(locale=self.locale)
        known = of_language.filter(translation_key=key).first()
        name = old.name[:LONGEST_NAME]
        if known is None:
            known, name = self._of_this_name(of_language, name, parent)
        if known is not None:
            self.report.known[thing] += 1
            return known
        if name != old.name:
            self.report.ask_to_look_at(about, [f"is called {name!r} here"])
        self.report.made[thing] += 1
        return Category.objects.create(
            locale=self.locale, translation_key=key, name=name, parent=parent
        )

    def _of_this_name(self, of_language, name: str, parent) -> tuple[Category | None, str]:
        """A theme that has this name already; where it is another one's, a name that is free."""
        number, wanted = 1, name
        while taken := of_language.filter(slug=slugify(wanted, allow_unicode=True)).first():
            if taken.parent_id == (parent.pk if parent else None):
                return taken, wanted
            number += 1
            suffix = f" {parent.name if parent and number == 2 else number}"
            wanted = name[: LONGEST_NAME - len(suffix[:40])] + suffix[:40]
        return None, wanted

    def _carry_question(self, old: OldQuestion) -> None:
        about = f"question {old.id}"
        if not old.kind:
            self.report.leave(about, "is of none of the three kinds")
            return
        self.report.ask_to_look_at(about, doubts_of_question(old))
        if not self._is_new(Question, self.translated.question_key(old.id)):
            return
        question = Question(
            locale=self.locale,
            translation_key=self.translated.question_key(old.id),
            body=self.translated.body(old),
            category=self._category_of(old),
            live=False,
        )
        self._store(question)

    def _category_of(self, question: OldQuestion) -> Category | None:
        within = self.subcategories.get(question.subcategory_id)
        return within or self.categories.get(question.category_id)

    def _carry_quiz(self, old: OldQuiz) -> None:
        self.report.ask_to_look_at(f"quiz {old.id}", doubts_of_quiz(old, self.old.quizzes))
        if not self._is_new(Quiz, self.translated.quiz_key(old)):
            return
        asked = [self.old.questions[number] for number in old.question_ids]
        words = self.translated.words(old)
        quiz = Quiz(
            locale=self.locale,
            translation_key=self.translated.quiz_key(old),
            title=words.title,
            description=words.description,
            success_text=words.success,
            failure_text=words.failure,
            live=False,
            **self.translated.rules(old, asked),
        )
        quiz.quiz_questions = [
            QuizQuestion(question=question, sort_order=place)
            for place, question in enumerate(self._questions_of(old))
        ]
        self._store(quiz)

    def _questions_of(self, old: OldQuiz) -> list[Question]:
        keys = [self.translated.question_key(number) for number in old.question_ids]
        stored = Question.objects.filter(locale=self.locale, translation_key__in=keys)
        by_key = {question.key: question for question in stored}
        return [by_key[key] for key in keys if key in by_key]

    def _is_new(self, model: type[Draft], key: UUID) -> bool:
        is_known = model.objects.filter(locale=self.locale, translation_key=key).exists()
        if is_known:
            self.report.known[model.__name__.lower()] += 1
        return not is_known

    def _store(self, draft: Draft) -> None:
        draft.save()
        draft.save_revision(user=self.by)
        self.report.made[type(draft).__name__.lower()] += 1
