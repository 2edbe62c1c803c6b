"""Handing the country's tally out of the house."""

from collections.abc import Sequence

from core.actions import record_act
from reporting.downloads import XLSX_TYPE, Download, FileFormat
from reporting.tally_files import SYNTHETIC, TALLY, tally_csv, tally_xlsx
from reporting.tally_weeks import Week


def download_tally(
    *,
    weeks: Sequence[Week],
    year: int,
    file_format: FileFormat,
    language: str,
    is_synthetic: bool,
    purpose: str,
    by,
) -> Download:
    """Hand the weeks of a year out and write down who took them, and what for.

    Args:
        purpose: the person's own words; kept in the audit trail.
    """
    stem = f"tally-{year}-{SYNTHETIC if is_synthetic else TALLY}"
    if file_format == FileFormat.CSV:
        data = tally_csv(weeks, is_synthetic=is_synthetic)
        made = Download(f"{stem}.csv", "text/csv; charset=utf-8", data)
    else:
        data = tally_xlsx(weeks, language, is_synthetic=is_synthetic)
        made = Download(f"{stem}-{language}.xlsx", XLSX_TYPE, data)
    target = f"{made.name} sha256:{made.sha256}"
    record_act(action="reporting.download_tally", target=target, reason=purpose, by=by)
    return made
