"""ZIP archives of unknown origin: read within bounds, in memory, never unpacked to a disk."""

import io
import struct
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quizzes.exchange.records import FileUnreadable, Problem

ZIP = b"PK\x03\x04"
MOST_PARTS = 500
MOST_UNPACKED_BYTES = 20_000_000
MOST_PART_BYTES = 2_000_000
# What `zipfile` raises at a damaged archive.
DAMAGED = (
    *(BadZipFile, EOFError, zlib.error, struct.error, OSError),
    *(RuntimeError, NotImplementedError, OverflowError),
)


def is_archive(data: bytes) -> bool:
    """Whether a file begins like a ZIP archive."""
    return data.startswith(ZIP)


def xml_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the XML files in an archive, in its order.

    Raises:
        FileUnreadable: it is damaged, locked, or over a bound; sizes it states are not believed.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check(parts)
            left = MOST_UNPACKED_BYTES
            for part in parts:
                if part.filename.lower().endswith(".xml"):
                    content = _read(archive, part)
                    left -= len(content)
                    if left < 0:
                        raise FileUnreadable(Problem.TOO_MUCH)
                    yield part.filename, content
    except DAMAGED as error:
        raise FileUnreadable(Problem.BROKEN_ARCHIVE) from error


def _check(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise FileUnreadable(Problem.TOO_MUCH)
    is_locked = any(part.flag_bits & 0x1 for part in parts)
    # Other methods unpack with dictionaries of any size.
    if is_locked or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise FileUnreadable(Problem.BROKEN_ARCHIVE)


def _read(archive: ZipFile, part: ZipInfo) -> bytes:
    with archive.open(part) as opened:
        content = opened.read(MOST_PART_BYTES + 1)
    if len(content) > MOST_PART_BYTES:
        raise FileUnreadable(Problem.TOO_MUCH)
    return content
