"""Handing a protected table out of the house."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from core.actions import record_act
from reporting.exports import data_kind, table_csv, table_xlsx
from reporting.tables import Table

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileFormat(StrEnum):
    """What a table can be had as."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Download:
    """A file ready to be sent."""

    name: str
    content_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Checksum in hex; a second download of the same file has the same one."""
        return hashlib.sha256(self.data).hexdigest()


def make_file(table: Table, file_format: FileFormat, language: str) -> Download:
    """The file itself, without handing it out.

    Args:
        language: of an XLSX file; a CSV file always holds both.
    """
    stem = f"{table.round.key}-{table.kind.key}-{data_kind(table)}"
    if file_format == FileFormat.CSV:
        return Download(f"{stem}.csv", "text/csv; charset=utf-8", table_csv(table))
    return Download(f"{stem}-{language}.xlsx", XLSX_TYPE, table_xlsx(table, language))


def download_table(
    *, table: Table, file_format: FileFormat, language: str, purpose: str, by
) -> Download:
    """Hand out a table and write down who took it, and what for.

    Args:
        purpose: the person's own words; kept in the audit trail.
    """
    file = make_file(table, file_format, language)
    target = f"{table.round.key} {file.name} sha256:{file.sha256}"
    record_act(action="reporting.download_table", target=target, reason=purpose, by=by)
    return file
