"""The one file that leaves the survey service: the sealed answers of a round, shuffled.

`sealed.parquet` has the columns stratum (text) and ciphertext (bytes). `sealed.parquet.sha256`
is written last: where it stands, the file is whole.
"""

import hashlib
import os
import secrets
from pathlib import Path

import polars

NAME = "sealed.parquet"
SCHEMA = {"stratum": polars.String, "ciphertext": polars.Binary}


class AlreadyExported(FileExistsError):
    """The file of this round is there."""


def refuse_second_export(folder: Path) -> None:
    """Raises AlreadyExported when `folder` holds a whole file."""
    if _checksum(folder).exists():
        raise AlreadyExported(folder / NAME)


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
    table.write_parquet(_unfinished(folder), compression="uncompressed")
    _to_disk(_unfinished(folder))
    _to_disk(folder)


def finish(folder: Path) -> int:
    """Give the file its name and its checksum; returns its number of rows."""
    if _unfinished(folder).exists():
        _unfinished(folder).rename(folder / NAME)
    digest = hashlib.sha256((folder / NAME).read_bytes()).hexdigest()
    _checksum(folder).write_text(f"{digest}  {NAME}\n", encoding="ascii")
    _to_disk(_checksum(folder))
    _to_disk(folder)
    return polars.scan_parquet(folder / NAME).select(polars.len()).collect().item()


def _unfinished(folder: Path) -> Path:
    return folder / f"{NAME}.unfinished"


def _checksum(folder: Path) -> Path:
    return folder / f"{NAME}.sha256"


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
