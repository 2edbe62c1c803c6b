"""The help pages as files: served by a proxy, or by us, when nothing else answers.

Beside the pages lies the list of channels they were made from.
"""

import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.conf import settings

from helplines.records import Channel

CHANNELS_FILE = "channels.json"


def copied_channels() -> list[Channel]:
    """The channels of the last copy; empty when there is none or it cannot be read."""
    try:
        rows = json.loads((settings.STATIC_HELP_DIR / CHANNELS_FILE).read_text("utf-8"))
        return [_channel(row) for row in rows]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def copied_page(path: str) -> bytes | None:
    """The copy of one page.

    Args:
        path: its address, such as /ko/help/, already known to be one of ours.
    """
    try:
        return _file_of(path).read_bytes()
    except OSError:
        return None


def write_channels(channels: list[Channel]) -> None:
    """Keep the channels beside the pages."""
    path = settings.STATIC_HELP_DIR / CHANNELS_FILE
    rows = [{**asdict(each), "checked_on": each.checked_on.isoformat()} for each in channels]
    _replacing(path).write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    _replace(path)


def write_page(path: str, content: bytes) -> None:
    """Keep one page; whoever reads it meanwhile gets the old or the new one, never a half."""
    file = _file_of(path)
    _replacing(file).write_bytes(content)
    _replace(file)


def _channel(row: dict) -> Channel:
    return Channel(**{**row, "checked_on": date.fromisoformat(row["checked_on"])})


def _file_of(path: str) -> Path:
    return settings.STATIC_HELP_DIR / path.strip("/") / "index.html"


def _replacing(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two editors who save at the same moment write files of their own.
    return path.with_name(f"{path.name}.{os.getpid()}")


def _replace(path: Path) -> None:
    _replacing(path).replace(path)
