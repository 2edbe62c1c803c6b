"""What a database of django-quiz-app 0.5.1 holds. No framework.

Rows may be broken in every way that application let through, so nothing here trusts a list, a
date or an answer to be whole.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from quizzes.old_database import Rows, rows_of

# Lists of questions were fields of this many characters; some databases cut what was longer.
LIST_LENGTH = 1024
LONGEST_ID = 18


@dataclass(frozen=True)
class OldCategory:
    """A category, or a sub-category where it has a parent."""

    id: int
    name: str
    parent_id: int | None = None


@dataclass(frozen=True)
class OldOption:
    """An option. Its id is what a sitting stores: an answer's number, or "True" and "False"."""

    id: str
    text: str
    is_right: bool


@dataclass(frozen=True)
class OldQuestion:
    """A question; `kind` is ours ("one", "true_false", "essay"), "" where it has none."""

    id: int
    kind: str
    stem: str
    explanation: str
    category_id: int | None
    subcategory_id: int | None
    has_picture: bool
    options: tuple[OldOption, ...]
    has_random_options: bool = False


@dataclass(frozen=True)
class OldQuiz:
    """A quiz with its questions in the order it asked them."""

    id: int
    title: str
    description: str
    address: str
    is_random: bool
    max_questions: int | None
    shows_answers_at_end: bool
    is_single_attempt: bool
    pass_mark: int
    success_text: str
    fail_text: str
    question_ids: tuple[int, ...]


@dataclass(frozen=True)
class OldSitting:
    """One go of one user at a quiz.

    Attributes:
        wrong: questions marked as wrong, by the application or by a marker.
        answers: what was stored for each question: an option's id, or an essay's text.
        faults: what could not be read, in words.
    """

    id: int
    user_id: int
    quiz_id: int
    question_ids: tuple[int, ...]
    wrong: frozenset[int]
    score: int
    is_complete: bool
    answers: Mapping[int, str]
    started_at: datetime | None
    ended_at: datetime | None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class OldApp:
    """Everything that is read."""

    categories: list[OldCategory]
    subcategories: list[OldCategory]
    questions: dict[int, OldQuestion]
    quizzes: list[OldQuiz]
    sittings: list[OldSitting]
    progress_count: int


def read_old_app(dsn: str, *, zone: tzinfo = UTC) -> OldApp:
    """Read an old database without changing it.

    Args:
        dsn: a PostgreSQL URL, or the path of an SQLite file (with or without sqlite:///).
        zone: what times without a zone mean.

    Raises:
        OldAppUnreadable: it cannot be opened, or a table is missing.
    """
    return _understood(rows_of(dsn), zone)


def _understood(rows: Rows, zone: tzinfo) -> OldApp:
    questions = {each.id: each for each in _questions(rows)}
    asked = _grouped(rows["places"], "quiz_id")
    return OldApp(
        categories=[OldCategory(row["id"], _text(row["category"])) for row in rows["categories"]],
        subcategories=[
            OldCategory(row["id"], _text(row["sub_category"]), row["category_id"])
            for row in rows["subcategories"]
        ],
        questions=questions,
        quizzes=[_quiz(row, asked[row["id"]], questions) for row in rows["quizzes"]],
        sittings=[_sitting(row, zone) for row in rows["sittings"]],
        progress_count=len(rows["progress"]),
    )


def _questions(rows: Rows) -> Iterable[OldQuestion]:
    orders = {row["question_ptr_id"]: row["answer_order"] for row in rows["choices"]}
    truths = {row["question_ptr_id"]: bool(row["correct"]) for row in rows["statements"]}
    essays = {row["question_ptr_id"] for row in rows["essays"]}
    options_of = _grouped(rows["options"], "question_id")
    for row in rows["questions"]:
        number = row["id"]
        kind, options = "", ()
        if number in orders:
            kind, options = "one", _options(options_of[number], orders[number])
        elif number in truths:
            kind = "true_false"
            options = tuple(OldOption(str(v), str(v), truths[number] is v) for v in (True, False))
        elif number in essays:
            kind = "essay"
        yield OldQuestion(
            id=number,
            kind=kind,
            stem=_text(row["content"]),
            explanation=_text(row["explanation"]),
            category_id=row["category_id"],
            subcategory_id=row.get("sub_category_id"),
            has_picture=bool(row["figure"]),
            options=options,
            has_random_options=orders.get(number) == "random",
        )


def _grouped(rows: list[dict], name: str) -> dict[int, list[dict]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


def _options(rows: list[dict], order: str | None) -> tuple[OldOption, ...]:
    options = [
        OldOption(str(row["id"]), _text(row["content"]), bool(row["correct"])) for row in rows
    ]
    return tuple(sorted(options, key=lambda option: option.text) if order == "content" else options)


def _quiz(row: dict, places: list[dict], questions: Mapping[int, OldQuestion]) -> OldQuiz:
    asked = {each["question_id"] for each in places}
    found = [questions[number] for number in asked if number in questions]
    # It had no order of its own: it sorted by category, those without one at the end.
    found.sort(key=lambda each: (each.category_id is None, each.category_id or 0, each.id))
    return OldQuiz(
        id=row["id"],
        title=_text(row["title"]),
        description=_text(row["description"]),
        address=_text(row["url"]),
        is_random=bool(row["random_order"]),
        max_questions=row["max_questions"],
        shows_answers_at_end=bool(row["answers_at_end"]),
        is_single_attempt=bool(row["single_attempt"]),
        pass_mark=row["pass_mark"] or 0,
        success_text=_text(row["success_text"]),
        fail_text=_text(row["fail_text"]),
        question_ids=tuple(each.id for each in found),
    )


def _sitting(row: dict, zone: tzinfo) -> OldSitting:
    faults: list[str] = []
    answers = _answers(row["user_answers"], faults)
    # The list of open questions is emptied one by one; the order keeps them all.
    listed = _numbers(row.get("question_order") or "", faults)
    listed += [*answers, *_numbers(row["question_list"] or "", faults)]
    return OldSitting(
        id=row["id"],
        user_id=row["user_id"],
        quiz_id=row["quiz_id"],
        question_ids=tuple(dict.fromkeys(listed)),
        wrong=frozenset(_numbers(row["incorrect_questions"] or "", faults)),
        score=row["current_score"] or 0,
        is_complete=bool(row["complete"]),
        answers=answers,
        started_at=_moment(row["start"], zone, faults),
        ended_at=_moment(row["end"], zone, faults),
        faults=tuple(faults),
    )


def _numbers(listed: str, faults: list[str]) -> list[int]:
    """The numbers of "1,2,3,"; a last one that was cut off is no number of a question."""
    parts = listed.split(",")
    if len(listed) >= LIST_LENGTH and parts[-1].strip():
        faults.append("a list of questions was cut off")
        parts.pop()
    wanted = [part.strip() for part in parts if part.strip()]
    if not all(map(_is_id, wanted)):
        faults.append("a list of questions holds something else than numbers")
    return [int(part) for part in wanted if _is_id(part)]


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_ID


def _answers(stored: str | None, faults: list[str]) -> dict[int, str]:
    try:
        values = json.loads(stored or "{}")
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        faults.append("the answers cannot be read")
        return {}
    return {int(key): _text(str(value)) for key, value in values.items() if _is_id(key)}


def _moment(value, zone: tzinfo, faults: list[str]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        faults.append("a time cannot be read")
        return None
    return moment.replace(tzinfo=zone) if moment and moment.tzinfo is None else moment


def _text(value) -> str:
    """A text as PostgreSQL can store it: without NUL and halves of signs."""
    text = "" if value is None else str(value)
    return text.replace("\0", "").encode("utf-8", "replace").decode().strip()
