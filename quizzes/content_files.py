"""Quiz files: one YAML file for each quiz and language, read and checked. No framework.

Every question and option carries its UUID: without one, translations and students' answers
would find nothing, so such a file is refused with the place of the fault.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import yaml

from quizzes.papers import SOURCE_LANGUAGE

LANGUAGES = (SOURCE_LANGUAGE, "en")
KINDS = ("one", "several", "true_false", "likert")


class ContentFileRefused(ValueError):
    """A quiz file cannot be loaded.

    Attributes:
        file: name of the file.
        place: where in it, such as "questions[2].options[0].id".
    """

    def __init__(self, file: str, place: str, reason: str):
        super().__init__(f"{file}: {place}: {reason}")
        self.file = file
        self.place = place


@dataclass(frozen=True)
class OptionEntry:
    """An option as a file gives it."""

    id: UUID
    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True)
class QuestionEntry:
    """A question as a file gives it."""

    id: UUID
    kind: str
    points: int
    category: str
    stem: str
    explanation: str
    lesson_step: UUID | None
    options: Sequence[OptionEntry]


@dataclass(frozen=True)
class QuizFile:
    """A quiz in one language as a file gives it."""

    name: str
    language: str
    key: UUID
    level: str
    title: str
    description: str
    pass_mark: int
    feedback: str
    questions: Sequence[QuestionEntry]


class _Part:
    """A mapping of a file, which knows its place and refuses what is missing or wrong."""

    def __init__(self, file: str, place: str, values):
        self.file, self.place = file, place
        if not isinstance(values, dict):
            raise ContentFileRefused(file, place or "file", "expected names with values")
        self.values = values

    def refuse(self, name: str, reason: str) -> ContentFileRefused:
        place = f"{self.place}.{name}" if self.place else name
        return ContentFileRefused(self.file, place, reason)

    def get(self, name: str, kind: type, default=None):
        value = self.values.get(name, default)
        if type(value) is not kind:
            raise self.refuse(name, f"expected {kind.__name__}, got {value!r}")
        return value

    def one_of(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        value = self.get(name, str, default)
        if value not in choices:
            raise self.refuse(name, f"{value!r} is not one of {', '.join(choices)}")
        return value

    def uuid(self, name: str) -> UUID:
        try:
            return UUID(self.get(name, str))
        except ValueError as error:
            raise self.refuse(name, "is not a UUID") from error

    def parts(self, name: str) -> Iterator["_Part"]:
        for number, values in enumerate(self.get(name, list)):
            yield _Part(self.file, f"{self.place}.{name}[{number}]".lstrip("."), values)


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
    quiz = _quiz(path.name, _Part(path.name, "", values))
    _check_ids_are_unique(quiz)
    return quiz


def _quiz(name: str, part: _Part) -> QuizFile:
    return QuizFile(
        name=name,
        language=part.one_of("language", LANGUAGES),
        key=part.uuid("key"),
        level=part.one_of("level", ("E", "M", "H")),
        title=part.get("title", str),
        description=part.get("description", str, ""),
        pass_mark=part.get("pass_mark", int, 0),
        feedback=part.one_of("feedback", ("at_once", "at_end", "on_release")),
        questions=tuple(_question(each) for each in part.parts("questions")),
    )


def _question(part: _Part) -> QuestionEntry:
    is_scored = part.values.get("kind") != "likert"
    return QuestionEntry(
        id=part.uuid("id"),
        kind=part.one_of("kind", KINDS),
        points=part.get("points", int, 1),
        category=part.get("category", str, ""),
        stem=part.get("stem", str),
        explanation=part.get("explanation", str),
        lesson_step=part.uuid("lesson_step") if part.values.get("lesson_step") else None,
        options=tuple(_option(each, is_scored) for each in part.parts("options")),
    )


def _option(part: _Part, is_scored: bool) -> OptionEntry:
    return OptionEntry(
        id=part.uuid("id"),
        text=part.get("text", str),
        is_right=part.get("is_right", bool, None if is_scored else False),
        feedback=part.get("feedback", str, ""),
    )


def _check_ids_are_unique(quiz: QuizFile) -> None:
    ids = [each.id for question in quiz.questions for each in (question, *question.options)]
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
    rules = (quiz.key, quiz.level, quiz.pass_mark, quiz.feedback)
    return (*rules, *(_question_skeleton(question) for question in quiz.questions))


def _question_skeleton(question: QuestionEntry) -> tuple:
    options = tuple((option.id, option.is_right) for option in question.options)
    return (question.id, question.kind, question.points, question.lesson_step, options)
