"""Verbs of help channels."""

from dataclasses import asdict
from pathlib import Path

from django.db import transaction
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import translation

from core.actions import record_act
from helplines.directory import all_channels
from helplines.guidance import LANGUAGES
from helplines.models import HelpChannel
from helplines.records import CONTENT_FILE, Channel, read_channels
from helplines.static_copy import write_channels, write_page

COPIED_PAGES = ("help", "guidance", "cards", "leave", "saved", "neutral")


@transaction.atomic
def load_help_channels(*, path: Path = CONTENT_FILE, by=None) -> dict[str, int]:
    """Bring the content file's channels into the table.

    The record that was checked last wins, so an editor's later correction is never overwritten.

    Args:
        path: the file of channels.
        by: the member of staff who loads, or None for an operator's command.

    Returns:
        How many were "written" and "unchanged".

    Raises:
        ChannelFileRefused: the file is not in order; nothing was written.
    """
    stored = HelpChannel.objects.in_bulk(field_name="key")
    counts = {"written": 0, "unchanged": 0}
    for channel in read_channels(path):
        known = stored.get(channel.key)
        if known and known.checked_on >= channel.checked_on:
            counts["unchanged"] += 1
            continue
        _write_channel(channel, known or HelpChannel())
        record_act(action="helplines.load_help_channels", target=channel.key, by=by)
        counts["written"] += 1
    return counts


def strip_for_bundle() -> list[dict]:
    """The help lines that travel to the survey service in a round's bundle, both languages."""
    return [
        {
            "phone": channel.phone,
            "text_number": channel.text_number,
            **{f"name_{code}": channel.in_language(code)["title"] for code in ("ko", "en")},
            **{f"hours_{code}": channel.in_language(code)["note"] for code in ("ko", "en")},
        }
        for channel in all_channels()
        if channel.is_in_strip
    ]


def write_static_help() -> list[str]:
    """Write the help pages as files, in both languages, with the channels as they are now.

    Returns:
        The addresses of the pages.

    Raises:
        OSError: the folder cannot be written; pages already there stay as they were.
    """
    write_channels(all_channels())
    return [_copy_page(name, language) for name in COPIED_PAGES for language in LANGUAGES]


def _copy_page(name: str, language: str) -> str:
    with translation.override(language):
        request = HttpRequest()
        request.method = "GET"
        request.path = request.path_info = reverse(f"helplines:{name}")
        page = resolve(request.path_info).func
        write_page(request.path_info, page(request).content)
    return request.path_info


def _write_channel(channel: Channel, row: HelpChannel) -> None:
    for name, value in asdict(channel).items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
