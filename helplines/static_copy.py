"""The help pages as files: served by a proxy, or by us, when nothing else answers.

Beside the pages lies the list of channels they were made from, in the format of our content file.
"""

import csv
import os
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from helplines.records import FIELD_NAMES, Channel, ChannelFileRefused, read_channels

CHANNELS_FILE = "help_channels.csv"


def copied_channels() -> list[Channel]:
    """The channels of the last copy; empty when there is none or it cannot be read."""
    try:
        return read_channels(settings.STATIC_HELP_DIR / CHANNELS_FILE)
    except (OSError, ChannelFileRefused):
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
    with _replacing(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELD_NAMES)
        writer.writeheader()
        writer.writerows(_row(channel) for channel in channels)
    _replace(path)


def write_page(path: str, content: bytes) -> None:
    """Keep one page; whoever reads it meanwhile gets the old or the new one, never a half."""
    file = _file_of(path)
    _replacing(file).write_bytes(content)
    _replace(file)


def _row(channel: Channel) -> dict:
    return {**asdict(channel), "is_in_strip": "yes" if channel.is_in_strip else "no"}


def _file_of(path: str) -> Path:
    return settings.STATIC_HELP_DIR / path.strip("/") / "index.html"


def _replacing(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two editors who save at the same moment write files of their own.
    return path.with_name(f"{path.name}.{os.getpid()}")


def _replace(path: Path) -> None:
    _replacing(path).replace(path)
