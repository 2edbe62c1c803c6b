"""Questions as a table of our own: a row for a question, and one for each of its options below it.

Headings may be Korean or English, in any order. Texts that a spreadsheet program would take for a
formula carry an apostrophe before them, which reading takes away again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from core.spreadsheets import Sheet
from quizzes.exchange.carrying import kind_is_in
from quizzes.exchange.checking import OPTION_BOUNDS, first_words, problem_of, tidied
from quizzes.exchange.records import (
    Choice,
    ExchangedQuestion,
    FileUnreadable,
    ItemRefused,
    Note,
    Pair,
    Problem,
    Reading,
    ReadItem,
)
from quizzes.exchange.sheet_columns import (
    CREDIT_NAMES,
    HEADINGS,
    KIND_NAMES,
    NEEDED,
    NO,
    OF_AN_OPTION,
    WRITTEN,
    YES,
    Column,
    guarded,
    unguarded,
)
from quizzes.kinds import Credit

limits = kind_is_in(tuple(OPTION_BOUNDS))


@dataclass
class _Group:
    """Rows of one question, by column; the first is the question's own."""

    line: int
    rows: list[dict[Column, str]] = field(default_factory=list)


def read_sheet(rows: Iterable, *, pictures: Sequence[str]) -> Reading:
    """The questions of a table.

    Args:
        rows: rows with a `number` and `cells`, headings first (core.spreadsheet_reading).
        pictures: names of the drawings there are.

    Raises:
        FileUnreadable: the headings are not ours.
    """
    rows = iter(rows)
    heading = next(rows, None)
    columns = _columns(heading.cells if heading else ())
    items = []
    for group in _groups(rows, columns):
        items.append(_item(len(items) + 1, group, pictures))
    return Reading(items)


def sheet_of(questions: Sequence[ExchangedQuestion], *, name: str, language: str) -> Sheet:
    """The questions as a sheet for core.spreadsheets, with headings and words in a language."""
    place = 0 if language == "ko" else 1
    rows = [_cells(row) for question in questions for row in _rows(question, place)]
    return Sheet(name=name, header=[HEADINGS[column][place] for column in WRITTEN], rows=rows)


def _columns(cells: Sequence[str]) -> dict[int, Column]:
    by_heading = {
        heading.casefold(): column for column, names in HEADINGS.items() for heading in names
    }
    found = {
        place: by_heading[cell.casefold()]
        for place, cell in enumerate(cells)
        if cell.casefold() in by_heading
    }
    if len(found) != sum(map(bool, cells)):
        raise FileUnreadable(Problem.UNKNOWN_HEADING, 1)
    if not set(NEEDED) <= set(found.values()) or len(set(found.values())) != len(found):
        raise FileUnreadable(Problem.NO_HEADINGS, 1)
    return found


def _groups(rows: Iterable, columns: dict[int, Column]) -> Iterable[_Group]:
    """A row with a kind or a question begins a question; others belong to the one above."""
    group = None
    for row in rows:
        values = {
            columns.get(place, Column.NONE): unguarded(text)
            for place, text in enumerate(row.cells)
            if text
        }
        if group is None or Column.KIND in values or Column.STEM in values:
            if group:
                yield group
            group = _Group(row.number)
        group.rows.append(values)
    if group:
        yield group


def _item(number: int, group: _Group, pictures: Sequence[str]) -> ReadItem:
    first = group.rows[0]
    begins = first_words(" ".join(first.values()))
    try:
        question = tidied(_question(first, group.rows[1:]))
    except ItemRefused as refused:
        return ReadItem(number, group.line, begins, None, refused.problem, refused.detail)
    unknown = {each for each in _pictures(question) if each not in pictures}
    problem = problem_of(question) or (Problem.NO_PICTURE if unknown else None)
    if problem:
        return ReadItem(number, group.line, begins, None, problem, ", ".join(sorted(unknown)))
    needs_rule = question.kind in ("several", "order", "match") and not first.get(Column.CREDIT)
    notes = ((Note.NO_CREDIT_RULE, ""),) if needs_rule else ()
    return ReadItem(number, group.line, first_words(question.stem), question, notes=notes)


def _pictures(question: ExchangedQuestion) -> Iterable[str]:
    names = (question.picture, *(choice.picture for choice in question.choices))
    return (name for name in names if name)


def _question(first: dict[Column, str], options: list[dict[Column, str]]) -> ExchangedQuestion:
    if Column.NONE in first:
        raise ItemRefused(Problem.UNKNOWN_VALUE, first_words(first[Column.NONE]))
    if Column.KIND not in first or Column.STEM not in first:
        has_kind_only = Column.KIND in first
        raise ItemRefused(Problem.NO_STEM if has_kind_only else Problem.ROW_WITHOUT_QUESTION)
    kind = _named(first[Column.KIND], KIND_NAMES, Problem.UNKNOWN_KIND)
    question = ExchangedQuestion(
        kind=kind,
        stem=first[Column.STEM],
        explanation=first.get(Column.EXPLANATION, ""),
        points=_points(first.get(Column.POINTS, "1")),
        credit=_named(first.get(Column.CREDIT, "whole"), CREDIT_NAMES, Problem.UNKNOWN_VALUE),
        theme=tuple(first.get(column, "") for column in (Column.THEME, Column.SUB_THEME)),
        picture=first.get(Column.PICTURE, ""),
        picture_alt=first.get(Column.PICTURE_ALT, ""),
        lesson_step=_step(first.get(Column.LESSON_STEP)),
    )
    # Somebody may put the first option beside the question.
    own = {column: first[column] for column in OF_AN_OPTION if column in first}
    rows = ([own] if own else []) + options
    _require_known(kind, rows)
    return replace(question, **(_pairs(rows) if kind == "match" else _choices(rows)))


def _pairs(rows: list[dict[Column, str]]) -> dict:
    """Pairs; a target without an option beside it belongs to nothing."""
    return {
        "pairs": tuple(
            Pair(row[Column.OPTION], row.get(Column.TARGET, ""), row.get(Column.FEEDBACK, ""))
            for row in rows
            if Column.OPTION in row
        ),
        "extra_targets": tuple(
            row.get(Column.TARGET, "") for row in rows if Column.OPTION not in row
        ),
    }


def _choices(rows: list[dict[Column, str]]) -> dict:
    return {
        "choices": tuple(
            Choice(
                row.get(Column.OPTION, ""),
                _is_yes(row.get(Column.RIGHT, "")),
                row.get(Column.FEEDBACK, ""),
                row.get(Column.PICTURE, ""),
            )
            for row in rows
        )
    }


def _is_yes(text: str) -> bool:
    if text.casefold() not in (*YES, *NO):
        raise ItemRefused(Problem.UNKNOWN_VALUE, first_words(text))
    return text.casefold() in YES


def _require_known(kind: str, rows: list[dict[Column, str]]) -> None:
    """Refuse what stands where a question of this kind has no place for it."""
    allowed = {Column.OPTION, Column.FEEDBACK}
    allowed.add(Column.TARGET if kind == "match" else Column.RIGHT)
    if kind == "picture":
        allowed.add(Column.PICTURE)
    for row in rows:
        for column in row.keys() - allowed:
            raise ItemRefused(Problem.UNKNOWN_VALUE, first_words(row[column]))


def _named(text: str, names: dict, problem: Problem) -> str:
    for value, known in names.items():
        if text.casefold() in (str(value), *(name.casefold() for name in known)):
            return str(value)
    raise ItemRefused(problem, first_words(text))


def _points(text: str) -> int:
    """Whole points; a spreadsheet program may write 2 as 2.0."""
    found = re.fullmatch(r"([0-9]{1,3})(?:\.0+)?", text)
    if not found:
        raise ItemRefused(Problem.POINTS, first_words(text))
    return int(found[1])


def _step(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise ItemRefused(Problem.UNKNOWN_VALUE, first_words(text or "")) from error


def _rows(question: ExchangedQuestion, place: int) -> Iterable[dict[Column, str | int]]:
    upper, lower = (*question.theme, "", "")[:2]
    has_credit = question.kind in ("several", "order", "match")
    yield {
        Column.KIND: KIND_NAMES[question.kind][place],
        Column.STEM: question.stem,
        Column.EXPLANATION: question.explanation,
        Column.POINTS: question.points,
        Column.CREDIT: CREDIT_NAMES[Credit(question.credit)][place] if has_credit else "",
        Column.THEME: upper,
        Column.SUB_THEME: lower,
        Column.LESSON_STEP: str(question.lesson_step or ""),
        Column.PICTURE: question.picture,
        Column.PICTURE_ALT: question.picture_alt,
    }
    for choice in question.choices:
        yield {
            Column.RIGHT: YES[place] if choice.is_right else "",
            Column.OPTION: choice.text,
            Column.FEEDBACK: choice.feedback,
            Column.PICTURE: choice.picture,
        }
    for pair in question.pairs:
        yield {
            Column.OPTION: pair.prompt,
            Column.TARGET: pair.target,
            Column.FEEDBACK: pair.feedback,
        }
    for target in question.extra_targets:
        yield {Column.TARGET: target}


def _cells(row: dict[Column, str | int]) -> list[str | int]:
    return [guarded(row.get(column, "")) for column in WRITTEN]
