"""The one file that leaves the survey service: the sealed answers of a round, shuffled.

`sealed.parquet` has the columns stratum (text) and ciphertext (bytes). `sealed.parquet.sha256`
is written last, under another name first: where it stands, the file is whole.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path

import polars

from reporting import exchange

NAME = "sealed.parquet"
SCHEMA = {"stratum": polars.String, "ciphertext": polars.Binary}
CHECKSUM_LINE = re.compile(rb"([0-9a-f]{64})  " + re.escape(NAME.encode()) + rb"\n")


class AlreadyExported(Exception):
    """The file of this round was handed over."""

    def __init__(self, path: Path):
        super().__init__(f"{path} is there already and is not overwritten.")


class FileChanged(Exception):
    """The file was whole once, and is not what its checksum was made for any more."""

    def __init__(self, path: Path):
        super().__init__(
            f"{path} has changed since it was handed over. Bring back the file from where it was "
            f"copied to. If there is no copy, delete {path.name}.sha256 and run this again: the "
            "file is then taken as it is, and answers that were damaged count as invalid."
        )


def refuse_second_export(folder: Path) -> None:
    """Let an export begin, or finish one that was interrupted.

    An empty or cut-off checksum is the trace of an interruption, not of a whole file.

    Raises:
        AlreadyExported: the whole file was handed over.
        FileChanged: it was, and is not the same any more.
    """
    path = folder / NAME
    checksum = exchange.checksum_path(path)
    stated = CHECKSUM_LINE.fullmatch(checksum.read_bytes()) if checksum.exists() else None
    if stated is None:
        return
    if path.exists() and _digest(path).encode() != stated[1]:
        raise FileChanged(path)
    raise AlreadyExported(path)


def has_unfinished(folder: Path) -> bool:
    """Whether an interrupted export left its file under the unfinished or the final name."""
    return _unfinished(folder).exists() or (folder / NAME).exists()


def write_unfinished(folder: Path, rows: list[tuple[str, bytes]]) -> None:
    """Write the rows in an order that says nothing, and wait until they are on disk.

    Args:
        rows: (stratum, ciphertext) of every answer, in any order.
    """
    shuffled = list(rows)
    secrets.SystemRandom().shuffle(shuffled)
    table = polars.DataFrame(shuffled, schema=SCHEMA, orient="row")
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{NAME}.half"
    table.write_parquet(half, compression="uncompressed")
    _to_disk(half)
    half.rename(_unfinished(folder))
    _to_disk(folder)


def finish(folder: Path) -> int:
    """Give the file its name and its checksum; returns its number of rows."""
    path = folder / NAME
    if _unfinished(folder).exists():
        _unfinished(folder).rename(path)
        _to_disk(folder)
    count = polars.scan_parquet(path).select(polars.len()).collect().item()
    line = f"{_digest(path)}  {NAME}\n".encode("ascii")
    exchange.write_whole(exchange.checksum_path(path), line, mode=exchange.SHARED_FILE)
    _to_disk(folder)
    return count


def _unfinished(folder: Path) -> Path:
    return folder / f"{NAME}.unfinished"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
