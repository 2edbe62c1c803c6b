"""Headline sentences of a table: of printed counts alone (P4), so they say nothing new."""

from reporting.frozen_tables import EVERYBODY, LEFT_OUT
from reporting.instruments import DO_NOT_KNOW, NOT_SAYING
from reporting.release_files.reading import ReadTable
from reporting.release_files.words import Words, level_words

NO_ANSWERS = frozenset({EVERYBODY, LEFT_OUT, DO_NOT_KNOW, NOT_SAYING})
YES = "yes"

NOTHING_PRINTED = Words(
    "이 질문에는 공개할 수 있는 전국 비율이 없습니다.",
    "No nationwide percentage can be published for this question.",
)


def headline(table: ReadTable) -> Words:
    """The one sentence that stands above a table and its chart."""
    if not table.table.question:
        return _who_answered(table)
    column = leading_column(table)
    if column is None:
        return NOTHING_PRINTED
    row, answer = table.national_rows[0], table.answers[column].words
    share = table.percent(row, column).text
    count, base = table.count(row, column).text, table.count(row, 0).text
    return Words(
        f"‘{answer.ko}’ 응답은 전국 {share}%입니다(물은 학생 {base}명 중 {count}명).",
        f"Nationwide, {share}% answered “{answer.en}” ({count} of {base} students asked).",
    )


def by_level(table: ReadTable) -> Words | None:
    """The leading answer level by level; None where the table has one level or nothing to say."""
    column = leading_column(table) if table.table.question else None
    if column is None or len(table.level_rows) < 2:
        return None
    parts = [
        (level_words(table.rows[row].level), percent_text(table, row, column))
        for row in table.level_rows
    ]
    return Words(
        ", ".join(f"{level.ko} {share}" for level, share in parts),
        ", ".join(f"{level.en} {share}" for level, share in parts),
    )


def percent_text(table: ReadTable, row: int, column: int) -> str:
    """A percentage with its sign, or a mark without one."""
    percent = table.percent(row, column)
    return percent.text if percent.value is None else f"{percent.text}%"


def leading_column(table: ReadTable) -> int | None:
    """The answer a headline speaks of: "yes" where it is printed, else the largest printed one."""
    row = table.national_rows[0]
    shares = {
        column: table.percent(row, column).value
        for column, answer in enumerate(table.answers)
        if answer.code not in NO_ANSWERS
    }
    printed = {column: share for column, share in shares.items() if share is not None}
    yes = [column for column in printed if table.answers[column].code == YES]
    if yes:
        return yes[0]
    return max(printed, key=lambda column: (printed[column], -column), default=None)


def _who_answered(table: ReadTable) -> Words:
    count = table.count(table.national_rows[0], 0)
    if count.value is None:
        return Words(f"답한 학생 수: {count.text}", f"Students who answered: {count.text}")
    return Words(
        f"조사에 답한 학생은 모두 {count.text}명입니다.", f"{count.text} students answered."
    )


def text_alternative(table: ReadTable) -> Words:
    """What the chart shows, in words: every answer of every level."""
    return Words(*("; ".join(_spoken(table, language)) for language in ("ko", "en")))


def _spoken(table: ReadTable, language: str):
    for column, answer in enumerate(table.answers):
        if answer.code == EVERYBODY:
            continue
        shares = (
            f"{level_words(table.rows[row].level).of(language)} {percent_text(table, row, column)}"
            for row in table.level_rows
        )
        yield f"{answer.words.of(language)}: {', '.join(shares)}"
