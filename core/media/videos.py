"""Uploaded videos: told by their first bytes, bounded in size, without the place of filming."""

import re

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

# Thirty tablets of a class fetch it over one line.
MOST_BYTES = 15_000_000
EBML = b"\x1a\x45\xdf\xa3"
MP4_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"avc1", b"mp41", b"mp42", b"M4V "}
# How phones write coordinates: Android and Apple in "©xyz", Apple's newer ones by name.
PLACE_OF_FILMING = re.compile(rb"\xa9xyz.{4}[+-]\d\d|quicktime\.location", re.DOTALL)


class VideoRefused(ValidationError):
    """The file is no video we show; the message says why to whoever sent it."""


def video_ending(file: File) -> str:
    """The ending a video is stored with: ".webm" or ".mp4".

    Raises:
        VideoRefused: too large, of another kind, or it says where it was filmed.
    """
    if file.size > MOST_BYTES:
        raise VideoRefused(
            _("The video is larger than 15 MB. Make it shorter or smaller and choose it again."),
            code="too_many_bytes",
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    ending = _ending_by(data[:64])
    if not ending:
        raise VideoRefused(
            _("This file is not a WebM or MP4 video. Choose another file."), code="unknown_kind"
        )
    if PLACE_OF_FILMING.search(data):
        raise VideoRefused(
            _("The file says where it was filmed. Save the video without its location first."),
            code="place_of_filming",
        )
    return ending


def check_video(file: File) -> None:
    """A form's and a model's validator: `video_ending` without its answer."""
    if not getattr(file, "_committed", False):
        video_ending(file)


def _ending_by(start: bytes) -> str:
    if start.startswith(EBML) and b"\x42\x82\x84webm" in start:
        return ".webm"
    if start[4:8] == b"ftyp" and start[8:12] in MP4_BRANDS:
        return ".mp4"
    return ""
