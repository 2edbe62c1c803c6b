"""Whether static files must be collected again: compressing them takes longer than all the rest."""

import hashlib
from collections.abc import Iterator

from config.env import BASE_DIR, DATA_DIR

STAMP = DATA_DIR / "static" / "demo.stamp"


def have_changed() -> bool:
    """Whether our files, or the packages that bring files, differ from the last collection."""
    return not STAMP.exists() or STAMP.read_text(encoding="utf-8") != _fingerprint()


def remember() -> None:
    """Note what was collected; called after the collection, so that a broken one is repeated."""
    STAMP.write_text(_fingerprint(), encoding="utf-8")


def _fingerprint() -> str:
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for line in _our_files():
        digest.update(line.encode())
    return digest.hexdigest()


def _our_files() -> Iterator[str]:
    for path in sorted((BASE_DIR / "static").rglob("*")):
        state = path.stat()
        yield f"{path} {state.st_mtime_ns} {state.st_size}\n"
