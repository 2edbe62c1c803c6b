"""The frozen part of a release's public page: sentences, charts, tables, method, files.

Rendered once per language when the gate is passed, so that a reader is handed text that is ready
and the second person approves the very words that go out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from reporting.frozen_tables import FrozenRelease
from reporting.instruments import Instrument
from reporting.release_files.document import HTML, SVG, ReleaseDocument
from reporting.release_files.findings import by_level, headline, percent_text, text_alternative
from reporting.release_files.method import citation, method_lines
from reporting.release_files.reading import Facts, ReadTable, read_release
from reporting.release_files.words import LANGUAGES, LEGEND, level_words, mark

SVG_SIZE = re.compile(rb'width="(\d+)" height="(\d+)"')


@dataclass(frozen=True)
class Chart:
    """The picture of a table; width and height keep the page from jumping."""

    name: str
    width: int
    height: int
    alternative: str


@dataclass(frozen=True)
class Section:
    """One table as the page shows it: what was found, the chart, the nation by level."""

    key: str
    question: str
    finding: str
    by_level: str
    wording: str
    base: str
    chart: Chart | None
    levels: list[str]
    counts: list[str]
    rows: list[tuple[str, list[tuple[str, str]]]]


def page_parts(
    release: FrozenRelease,
    instrument: Instrument,
    facts: Facts,
    files: Sequence[ReleaseDocument],
) -> list[ReleaseDocument]:
    """The frozen part of the page in each language.

    Args:
        files: every file of the release, charts among them.
    """
    tables = read_release(release, instrument, facts.bases)
    return [_part(tables, release, facts, files, language) for language in LANGUAGES]


def _part(tables, release, facts, files, language: str) -> ReleaseDocument:
    charts = {file.table: file for file in files if _is_chart(file, language)}
    method = method_lines(tables, release, facts)
    context = {
        "key": facts.key,
        "sections": [_section(table, charts.get(table.key), language) for table in tables],
        "method": [(heading.of(language), text.of(language)) for heading, text in method],
        "marks": [(mark(status), text.of(language)) for status, text in LEGEND.items()],
        "citation": citation(facts).of(language),
        "address": facts.address,
        "sha256": release.sha256,
        "whole": [file for file in files if not file.table],
        "by_table": [file for file in files if file.table and file.media_type != SVG],
    }
    with translation.override(language):
        text = render_to_string("reporting/statistics_part.html", context)
    name = f"{facts.key}-page-{language}.html"
    return ReleaseDocument(name, HTML, text.encode(), language=language)


def _is_chart(file: ReleaseDocument, language: str) -> bool:
    return file.media_type == SVG and file.language == language


def _section(table: ReadTable, chart: ReleaseDocument | None, language: str) -> Section:
    said = by_level(table)
    rows = table.national_rows
    answers = list(enumerate(table.answers))[1:]
    return Section(
        key=table.key,
        question=table.table.question,
        finding=headline(table).of(language),
        by_level=said.of(language) if said else "",
        wording=table.wording.of(language),
        base=table.base.of(language),
        chart=chart and _chart(chart, text_alternative(table).of(language)),
        levels=[level_words(table.rows[row].level).of(language) for row in rows],
        counts=[table.count(row, 0).text for row in rows],
        rows=[
            (
                answer.words.of(language),
                [(percent_text(table, row, c), table.count(row, c).text) for row in rows],
            )
            for c, answer in answers
        ],
    )


def _chart(file: ReleaseDocument, alternative: str) -> Chart:
    width, height = SVG_SIZE.search(file.data).groups()
    return Chart(file.name, int(width), int(height), alternative)
