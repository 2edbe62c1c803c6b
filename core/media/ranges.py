"""The Range header of a request (RFC 9110, section 14): one part of a file."""

import re

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


class RangeBeyondFile(ValueError):
    """The part asked for lies behind the end of the file."""


def asked_part(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that were asked for, or None for the whole file.

    Several parts at once, and what cannot be read, are answered with the whole file, as the
    standard allows.

    Args:
        header: the value of the Range header; empty when there was none.
        size: bytes of the file.

    Raises:
        RangeBeyondFile: answer 416.
    """
    match = _ONE_RANGE.fullmatch(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(size - int(last), 0), size - 1
    else:
        start, stop = int(first), min(int(last or size), size - 1)
        if last and int(last) < start:
            return None
    if start > stop:
        raise RangeBeyondFile(header)
    return start, stop
