"""A stopped database server's folder as a thief reads it: without the server, byte by byte."""

import struct
from pathlib import Path

PAGE, PAGE_HEADER, LINE = 8192, 24, 4


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a cluster by its path in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def changed_pages(before: bytes, after: bytes) -> bytes:
    """The pages of a file that are not what they were, one after the other."""
    pages = [after[at : at + PAGE] for at in range(0, len(after), PAGE)]
    return b"".join(
        page for at, page in enumerate(pages) if page != before[at * PAGE : (at + 1) * PAGE]
    )


def rows_in(table: bytes) -> list[bytes]:
    """What stands behind the header of each row of a table's file, in its order on the disk."""
    rows = []
    for at in range(0, len(table), PAGE):
        page = table[at : at + PAGE]
        (lower,) = struct.unpack_from("<H", page, 12)
        for line in range(PAGE_HEADER, lower, LINE):
            (pointer,) = struct.unpack_from("<I", page, line)
            offset, length = pointer & 0x7FFF, pointer >> 17
            if length:
                rows.append(page[offset + page[offset + 22] : offset + length])
    return rows


def without(data: bytes, known: list[bytes]) -> bytes:
    """The bytes left when everything known is taken out."""
    for one in known:
        data = data.replace(one, b"")
    return data
