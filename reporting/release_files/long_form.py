"""A table line by line: one cell a line, codes beside words, for programs."""

from core.spreadsheets import Sheet, Value, csv_bytes
from reporting.frozen_tables import FrozenRelease
from reporting.release_files import words
from reporting.release_files.reading import Facts, Line, Printed, ReadTable

HEADER = (
    *("release", "data_kind", "table", "question"),
    *("office", "office_ko", "office_en"),
    *("level", "level_ko", "level_en"),
    *("sex", "sex_ko", "sex_en"),
    *("answer", "answer_ko", "answer_en"),
    *("value", "value_status", "base", "base_status", "percent", "percent_status", "unit"),
    *("status_ko", "status_en"),
)
SURVEY, SYNTHETIC = "survey", "synthetic"


def data_kind(release: FrozenRelease) -> str:
    """What every row of a file says about its own origin."""
    return SYNTHETIC if release.is_synthetic else SURVEY


def table_csv(table: ReadTable, release: FrozenRelease, facts: Facts) -> bytes:
    """One line per cell; `value` is empty where `value_status` holds a mark."""
    head = (facts.key, data_kind(release), table.key, table.table.question)
    labels = _Labels(release)
    rows = ((*head, *labels.of(line), *_numbers(line)) for line in table.lines())
    return csv_bytes(Sheet(name=table.key, header=HEADER, rows=rows))


class _Labels:
    """Words of places, looked up once each: a national table names the same few everywhere."""

    def __init__(self, release: FrozenRelease):
        self._names = release.office_names
        self._places: dict[tuple, tuple[str, ...]] = {}

    def of(self, line: Line) -> tuple[Value, ...]:
        """Codes and words of place and answer."""
        place = line.place
        if place not in self._places:
            self._places[place] = (
                place.office,
                *words.office_words(place.office, self._names),
                place.level,
                *words.level_words(place.level),
                place.sex,
                *words.SEXES[place.sex],
            )
        return (*self._places[place], words.file_code(line.answer.code), *line.answer.words)


def _numbers(line: Line) -> tuple[Value, ...]:
    return (
        *_split(line.count),
        *_split(line.base),
        *_split(line.percent),
        words.UNIT,
        *meaning_of(line),
    )


def _split(printed: Printed) -> tuple[Value, str]:
    value = printed.value
    return (None if value is None else str(value), words.mark(printed.status))


def meaning_of(line: Line) -> tuple[str, str]:
    """The legend of this line's marks, in both languages; empty where there is none."""
    named = dict.fromkeys(p.status for p in (line.count, line.percent) if p.status)
    meanings = [(words.mark(status), words.LEGEND[status]) for status in named]
    return (
        "; ".join(f"{sign} {meaning.ko}" for sign, meaning in meanings),
        "; ".join(f"{sign} {meaning.en}" for sign, meaning in meanings),
    )


def codebook_csv(facts: Facts) -> bytes:
    """The codebook with every marker at its end."""
    blank = ("",) * (len(facts.codebook_header) - 5)
    markers = [
        (*blank, words.mark(status), *meaning, "", "mark")
        for status, meaning in words.LEGEND.items()
    ]
    rows = [*facts.codebook_rows, *markers]
    return csv_bytes(Sheet(name="codebook", header=facts.codebook_header, rows=rows))
