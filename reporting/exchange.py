"""The files of a round: where they lie, and how they are written.

Three places, for three parties: the exchange folder, which the survey service reads too; the
microdata folder and the custody folder, which only the ministry's side reads.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
SHARED_FILE = 0o644


class ChecksumDiffers(Exception):
    """A file is not the one its checksum was made for."""

    def __init__(self, path: Path):
        super().__init__(
            f"{path.name} does not match its checksum {path.name}.sha256. Ask for the file again."
        )


class FileMissing(Exception):
    """A file, or the checksum that goes with it, is not where it should be."""

    def __init__(self, path: Path):
        super().__init__(f"{path} is not there.")


def exchange_folder(round_key: str) -> Path:
    """Where the platform and the survey service hand each other a round's files."""
    return Path(settings.EXCHANGE_DIR) / round_key


def microdata_folder(round_key: str) -> Path:
    """Where opened answers go; the survey service has no business here."""
    return Path(settings.DATA_DIR) / "microdata" / round_key


def sheets_folder(round_key: str) -> Path:
    """Where printed sheets of drawn codes wait for the printer; destroyed with the round."""
    return Path(settings.DATA_DIR) / "sheets" / round_key


def custody_folder() -> Path:
    """Where private sealing keys lie until their custodians take them away."""
    return Path(settings.DATA_DIR) / "custody"


def protocol_path(round_key: str) -> Path:
    """Where the signed protocol of a round's destruction stands; it is meant to be shown."""
    return Path(settings.DATA_DIR) / "protocols" / f"{round_key}.json"


def share_paths(folder: Path, round_key: str) -> list[Path]:
    """The files of the three custodians' shares of a round's sealing key."""
    return [folder / f"{round_key}.share-{number}" for number in (1, 2, 3)]


def write_whole(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.chmod(mode)
    half.replace(path)


@contextmanager
def whole_file(path: Path, *, mode: int = PRIVATE_FILE) -> Iterator[Path]:
    """Where to write what `path` shall be: it takes its place in one step, or not at all.

    For files too large to be held in memory; see `write_whole`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.touch(PRIVATE_FILE)
    try:
        yield half
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.chmod(mode)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def checksum_path(path: Path) -> Path:
    """Where the checksum of a file stands."""
    return path.with_name(f"{path.name}.sha256")


def write_checksum(path: Path) -> str:
    """Write `sha256sum`'s line beside a file; returns the hex digest."""
    digest = _sha256(path)
    write_whole(checksum_path(path), f"{digest}  {path.name}\n".encode())
    return digest


def verified_checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex, once it matches the one beside it.

    Raises:
        FileMissing: the file or its checksum is not there.
        ChecksumDiffers: they do not belong together.
    """
    for needed in (path, checksum_path(path)):
        if not needed.is_file():
            raise FileMissing(needed)
    digest = _sha256(path)
    if checksum_path(path).read_text().split()[:1] != [digest]:
        raise ChecksumDiffers(path)
    return digest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
