"""A table as files: CSV in long form for machines, XLSX for people, the codebook beside both.

The same table gives the same bytes: nothing here looks at a clock.
"""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from core.spreadsheets import Sheet, Value, csv_bytes, xlsx_bytes
from reporting import codebook
from reporting.instruments import Instrument
from reporting.release_files.long_form import SURVEY, SYNTHETIC
from reporting.tables import Panel, Table
from reporting.wording import Bilingual

CSV_HEADER = (
    "round",
    "data_kind",
    "question",
    "office_code",
    "office_ko",
    "office_en",
    "level",
    "answer",
    "answer_ko",
    "answer_en",
    "value",
    "value_status",
    "unit",
)
UNIT = "students"


def data_kind(table: Table) -> str:
    """What every row of a file says about its own origin."""
    return SYNTHETIC if table.round.is_synthetic else SURVEY


def table_csv(table: Table) -> bytes:
    """One line per cell, both languages; `value` is empty where `value_status` holds a mark."""
    return csv_bytes(Sheet(name=table.kind.key, header=CSV_HEADER, rows=_long_rows(table)))


def _long_rows(table: Table) -> Iterator[tuple[Value, ...]]:
    for panel in table.panels:
        for row in panel.rows:
            for option, cell in zip(table.options, row.cells, strict=True):
                yield (
                    table.round.key,
                    data_kind(table),
                    table.question.id,
                    row.office_code,
                    *row.office,
                    str(row.level.value),
                    option.code,
                    option.texts["ko"],
                    option.texts["en"],
                    cell.value,
                    cell.text if cell.status else "",
                    UNIT,
                )


def table_xlsx(table: Table, language: str) -> bytes:
    """A workbook to read: notes and legend, one sheet per school level, the codebook.

    Args:
        language: "ko" or "en", of titles and headers; legend and codebook are in both.
    """
    with translation.override(language):
        sheets = [
            _notes_sheet(table),
            *(_panel_sheet(table, panel) for panel in table.panels),
            _codebook_sheet(table),
        ]
        return xlsx_bytes(sheets, made_at=table.round.microdata.taken_at)


def codebook_csv(instrument: Instrument) -> bytes:
    """The codebook of an instrument, kinds of missing and marks at its end."""
    rows = [*codebook.codebook_rows(instrument), *_missing_lines()]
    return csv_bytes(Sheet(name="codebook", header=codebook.HEADER, rows=rows))


def _missing_lines() -> Iterator[tuple[str, ...]]:
    blank = ("",) * (len(codebook.HEADER) - 5)
    for code, ko, en in codebook.missing_rows():
        yield (*blank, code, ko, en, "", "mark" if code.startswith("[") else "missing")


def method_lines(table: Table) -> list[tuple[str, str]]:
    """What a reader must know about a table: (heading, text) pairs in the page's language."""
    least = table.round.least_count
    elementary = codebook.elementary_wording(table.question)
    return [
        (_("Question"), str(table.wording)),
        *([(_("Question in elementary schools"), str(elementary))] if elementary else []),
        (_("Population"), _("Students of grades 5 and 6, middle school and high school")),
        (_("Answers in the round"), _about(table.answers)),
        (_("Unit"), _("Number of students, not weighted. Large offices have more students.")),
        (
            _("Protection"),
            _("Counts from 1 to %(most)s are not shown, nor any count that would reveal them.")
            % {"most": least - 1},
        ),
        (
            _("No totals, no percentages"),
            _("A total would let a reader work out a hidden number by subtraction."),
        ),
        (_("Left without an answer"), _("Students who skipped the question are not counted.")),
        (_("Questionnaire"), _("Version %(version)s") % {"version": table.round.instrument}),
    ]


def _about(number: int) -> str:
    if number == 0:
        return _("Fewer than 500")
    return _("About %(number)s, rounded to thousands") % {"number": f"{number:,}"}


def _notes_sheet(table: Table) -> Sheet:
    legend = [(f"[{mark}]", *texts) for mark, texts in codebook.MARK_MEANINGS.items()]
    method = [(heading, text, "") for heading, text in method_lines(table)]
    return Sheet(
        name=_("Notes"),
        title=f"{table.round.title} – {table.kind.title}",
        notes=_stamp(table),
        header=(
            _("Item"),
            _("Explanation (Korean for marks)"),
            _("Explanation (English for marks)"),
        ),
        rows=[*method, *legend],
    )


def _panel_sheet(table: Table, panel: Panel) -> Sheet:
    return Sheet(
        name=str(panel.level.label),
        title=f"{table.kind.title} – {panel.level.label}",
        notes=[*_stamp(table), _("Number of students. Marks in brackets: see the first sheet.")],
        header=(_("Office code"), _("Office of education"), *map(str, table.labels)),
        rows=[
            (
                row.office_code,
                str(row.office),
                *(cell.text if cell.status else cell.value for cell in row.cells),
            )
            for row in panel.rows
        ],
    )


def _codebook_sheet(table: Table) -> Sheet:
    instrument = Instrument.from_data(table.round.instrument.data)
    rows = [*codebook.codebook_rows(instrument), *_missing_lines()]
    return Sheet(name=_("Codebook"), header=codebook.HEADER, rows=rows)


def _stamp(table: Table) -> list[str]:
    if not table.round.is_synthetic:
        return []
    return [str(Bilingual("합성 자료: 실제로 답한 사람은 없습니다", _SYNTHETIC_EN))]


_SYNTHETIC_EN = "Synthetic data: no real person answered"
