"""A file of a release before it is kept."""

import hashlib
from dataclasses import dataclass

CSV, JSON, SVG = "text/csv; charset=utf-8", "application/json", "image/svg+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAV, ZIP, HTML = "application/x-spss-sav", "application/zip", "text/html; charset=utf-8"


@dataclass(frozen=True)
class ReleaseDocument:
    """A file: its name, its media type, its bytes.

    Attributes:
        table: key of the one table it holds; "" for the whole release.
        language: "ko" or "en"; "" for both.
    """

    name: str
    media_type: str
    data: bytes
    table: str = ""
    language: str = ""

    @property
    def sha256(self) -> str:
        """Checksum in hex."""
        return hashlib.sha256(self.data).hexdigest()
