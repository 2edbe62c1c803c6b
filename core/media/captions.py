"""Captions as WebVTT (https://www.w3.org/TR/webvtt1/): the plain part of it that we take.

A header, then cues: an optional name, one line with two times, the words. Styles, regions and
notes are refused: they are not needed, and what is not there cannot surprise a browser.
"""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 100_000
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+[^<>&]*)?")
_TAG = re.compile(r"</?(?:b|i|u|v|lang|ruby|rt)(?:[ .][^<>]*)?>")


def caption_problems(text: str) -> list[str]:
    """What keeps captions from being shown, each with its line; empty when nothing does."""
    if len(text) > MOST_CHARACTERS:
        return [_("The captions are longer than 100,000 characters.")]
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        return [_("Line 1: captions begin with the word WEBVTT.")]
    cues = list(_cues(lines))
    if not cues:
        return [_("There is no caption after the first line.")]
    return list(_problems(cues))


def check_captions(text: str) -> None:
    """A validator for captions.

    Raises:
        ValidationError: naming each line that cannot be shown.
    """
    if problems := caption_problems(text):
        raise ValidationError(problems)


def _cues(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Groups of numbered lines between empty ones, the header left out."""
    cue: list[tuple[int, str]] = []
    for number, line in enumerate([*lines[1:], ""], start=2):
        if line.strip():
            cue.append((number, line))
        elif cue:
            yield cue
            cue = []


def _problems(cues: list[list[tuple[int, str]]]) -> Iterator[str]:
    before = 0
    for cue in cues:
        at = next((place for place, (_number, line) in enumerate(cue[:2]) if "-->" in line), None)
        if at is None:
            yield _("Line %(line)d: here a time is needed, like 00:01.000 --> 00:04.000.") % {
                "line": cue[0][0]
            }
            continue
        number, times = cue[at]
        start, end = _times(times)
        if not before <= start < end:
            yield _("Line %(line)d: the times are not in order.") % {"line": number}
        before = max(before, start)
        yield from _word_problems(cue[at + 1 :], number)


def _times(line: str) -> tuple[int, int]:
    """Start and end in milliseconds; (0, 0) for a line that is not two times."""
    match = _TIMES.fullmatch(line.strip())
    if not match:
        return 0, 0
    numbers = [int(group or 0) for group in match.groups()]
    start, end = (
        ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
        for hours, minutes, seconds, thousandths in (numbers[:4], numbers[4:])
    )
    return start, end


def _word_problems(words: list[tuple[int, str]], number: int) -> Iterator[str]:
    if not words:
        yield _("Line %(line)d: no words follow these times.") % {"line": number}
    for line, text in words:
        if "-->" in text or "<" in _TAG.sub("", text):
            yield _("Line %(line)d: these signs are not allowed in a caption.") % {"line": line}
