"""The codebook of a questionnaire as a file: it holds no data."""

from core.spreadsheets import Sheet, csv_bytes
from reporting.codebook import HEADER, codebook_rows, missing_rows
from reporting.instruments import Instrument


def codebook_csv(instrument: Instrument) -> bytes:
    """The codebook of an instrument, kinds of missing and marks at its end."""
    blank = ("",) * (len(HEADER) - 5)
    missing = [
        (*blank, code, ko, en, "", "mark" if code.startswith("[") else "missing")
        for code, ko, en in missing_rows()
    ]
    rows = [*codebook_rows(instrument), *missing]
    return csv_bytes(Sheet(name="codebook", header=HEADER, rows=rows))
