"""Quiz files: one YAML file for each quiz and language, read and checked. No framework.

Every question and option carries its UUID: without one, translations and students' answers
would find nothing, so such a file is refused with the place of the fault. What each kind of
question says is in `content_kinds`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import yaml

from quizzes.content_kinds import KINDS, ids_of, read_value, skeleton_of
from quizzes.content_parts import ContentFileRefused, Part
from quizzes.papers import SOURCE_LANGUAGE

LANGUAGES = (SOURCE_LANGUAGE, "en")


@dataclass(frozen=True)
class QuestionEntry:
    """A question as a file gives it.

    Attributes:
        value: what it says, in the shape its block stores.
    """

    id: UUID
    kind: str
    points: int
    category: str
    lesson_step: UUID | None
    value: dict


@dataclass(frozen=True)
class QuizFile:
    """A quiz in one language as a file gives it.

    Attributes:
        rules: the fields of the quiz that are the same in every language.
    """

    name: str
    language: str
    key: UUID
    title: str
    description: str
    rules: dict
    questions: Sequence[QuestionEntry]


def read_folder(folder: Path) -> dict[str, dict[str, QuizFile]]:
    """All quizzes of a folder: by file stem ("E1"), then by language.

    Raises:
        ContentFileRefused: a file is faulty, or a translation does not fit its source.
    """
    found: dict[str, dict[str, QuizFile]] = {}
    for path in sorted(folder.glob("*.yaml")):
        quiz = read_file(path)
        found.setdefault(path.name.split(".")[0], {})[quiz.language] = quiz
    for stem, languages in found.items():
        if SOURCE_LANGUAGE not in languages:
            raise ContentFileRefused(stem, "language", f"there is no {SOURCE_LANGUAGE} file")
        for quiz in languages.values():
            _check_it_matches(quiz, languages[SOURCE_LANGUAGE])
    return found


def read_file(path: Path) -> QuizFile:
    """Read and check one file.

    Raises:
        ContentFileRefused: with the place of the first fault.
    """
    source = path.read_text(encoding="utf-8")
    try:
        values = yaml.load(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ContentFileRefused(path.name, "file", f"is not YAML: {error}") from error
    # YAML drops what follows " #" unless it is quoted, and text numbers begin with #.
    if source.count("#") != str(values).count("#"):
        raise ContentFileRefused(path.name, "file", 'text after " #" is cut off: put it in quotes')
    quiz = _quiz(path.name, Part(path.name, "", values))
    _check_ids_are_unique(quiz)
    return quiz


def _quiz(name: str, part: Part) -> QuizFile:
    return QuizFile(
        name=name,
        language=part.one_of("language", LANGUAGES),
        key=part.uuid("key"),
        title=part.get("title", str),
        description=part.get("description", str, ""),
        rules=_rules(part),
        questions=tuple(_question(each) for each in part.parts("questions")),
    )


def _rules(part: Part) -> dict:
    """How the quiz is taken; `is_practice` allows any number of attempts, the best counts."""
    rules = {
        "level": part.one_of("level", ("E", "M", "H")),
        "pass_mark": part.get("pass_mark", int, 0),
        "feedback": part.one_of("feedback", ("at_once", "at_end", "on_release")),
        "is_open_to_visitors": part.get("is_open_to_visitors", bool, False),
    }
    if part.get("is_practice", bool, False):
        rules |= {"attempt_limit": None, "counting_rule": "best"}
    return rules


def _question(part: Part) -> QuestionEntry:
    kind = part.one_of("kind", tuple(KINDS))
    return QuestionEntry(
        id=part.uuid("id"),
        kind=kind,
        points=part.get("points", int, 1),
        category=part.get("category", str, ""),
        lesson_step=part.uuid("lesson_step") if part.values.get("lesson_step") else None,
        value=read_value(part, kind),
    )


def _check_ids_are_unique(quiz: QuizFile) -> None:
    ids = [key for each in quiz.questions for key in (each.id, *ids_of(each.value))]
    twice = [str(key) for key, count in Counter(ids).items() if count > 1]
    if twice:
        raise ContentFileRefused(quiz.name, "questions", f"used twice: {', '.join(twice)}")


def _check_it_matches(quiz: QuizFile, source: QuizFile) -> None:
    """A translation has its source's key, questions and options; words are all it changes."""
    if _skeleton(quiz) != _skeleton(source):
        for place, (mine, theirs) in enumerate(zip(quiz.questions, source.questions, strict=False)):
            if _question_skeleton(mine) != _question_skeleton(theirs):
                raise ContentFileRefused(
                    quiz.name, f"questions[{place}]", f"does not match {source.name}"
                )
        raise ContentFileRefused(quiz.name, "file", f"does not match {source.name}")


def _skeleton(quiz: QuizFile) -> tuple:
    rules = tuple(sorted(quiz.rules.items()))
    return (quiz.key, rules, *(_question_skeleton(question) for question in quiz.questions))


def _question_skeleton(question: QuestionEntry) -> tuple:
    told = (question.id, question.kind, question.points, question.lesson_step)
    return (*told, skeleton_of(question.value))
