"""A file that is made when somebody asks for it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

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
