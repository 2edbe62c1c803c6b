"""The only place that reads tables from files people upload: CSV and XLSX, both hostile.

Every bound holds before the memory is spent: bytes of the file, entries and unpacked bytes of a
workbook, rows, columns, length of a cell. What is refused is refused with a sentence.
"""

from core.spreadsheet_reading.refusals import MOST_BYTES, FileRefused
from core.spreadsheet_reading.tables import TableRow, read_table

__all__ = ["MOST_BYTES", "FileRefused", "TableRow", "read_table"]
