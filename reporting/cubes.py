"""Counts out of microdata: the leaves of the cube that a round's tables are added up from.

Questions about oneself (sensitivity other than "normal") are counted by office and level only:
the publication set never crosses them with sex in an office, so that count is not made at all.
Imports no framework.
"""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from reporting.instruments import Instrument, Question
from reporting.microdata import JOIN, SKIPPED

SEX_QUESTION = "Q3"
SEXES = ("F", "M")
OTHER_SEX = "na"
# Students with any answer at all: the base of a question with several right to choose.
ANSWERED = "*"


class Count(NamedTuple):
    """One leaf: so many students of a stratum gave this answer."""

    question: str
    option: str
    office_code: str
    level: str
    sex: str
    students: int


def count_all(frame: pl.DataFrame, instrument: Instrument) -> Iterator[Count]:
    """Every count above zero of every question.

    Args:
        frame: rows of `reporting.microdata`.
    """
    with_sex = frame.with_columns(_sex(instrument).alias("sex"))
    without = frame.with_columns(pl.lit("").alias("sex"))
    for question in instrument.questions:
        is_crossed = question.sensitivity == "normal" and question.id != SEX_QUESTION
        yield from _count(with_sex if is_crossed else without, question)


def _sex(instrument: Instrument) -> pl.Expr:
    if not any(question.id == SEX_QUESTION for question in instrument.questions):
        return pl.lit("")
    given = pl.col(SEX_QUESTION)
    return pl.when(given.is_in(SEXES)).then(given).otherwise(pl.lit(OTHER_SEX))


def _count(frame: pl.DataFrame, question: Question) -> Iterator[Count]:
    asked = frame.select("office", "level", "sex", pl.col(question.id).alias("option")).drop_nulls()
    options = asked
    if question.is_multi:
        options = asked.with_columns(pl.col("option").str.split(JOIN)).explode("option")
        answered = asked.filter(pl.col("option") != SKIPPED)
        yield from _leaves(answered.with_columns(pl.lit(ANSWERED).alias("option")), question)
    yield from _leaves(options, question)


def _leaves(rows: pl.DataFrame, question: Question) -> Iterator[Count]:
    names = ["office", "level", "sex", "option"]
    counted = rows.group_by(names).len().sort(names)
    for office, level, sex, option, students in counted.iter_rows():
        yield Count(question.id, option, office, level, sex, students)
