"""Ids of purged classes, in files beside the database: a restore does not bring them back.

One file for a school year, one JSON object a line. A line is on the disk before the rows it
speaks of are deleted.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connections, router

from schools.models import Classroom

FILE_NAME = re.compile(r"classes-(\d{4})\.jsonl")
IDS_AT_ONCE = 1_000


class PurgedRowsAreBack(Exception):
    """The database holds classes that were purged, as after a restore from an older copy."""

    def __init__(self, count: int):
        super().__init__(
            f"{count} purged classes are in the database again. A restored copy brought them"
            " back. Run `manage.py replay_tombstones`, then start again."
        )


def bury(classroom_ids: Iterable[UUID], *, school_year: int) -> None:
    """Write ids to the year's file; they are on the disk when this returns."""
    folder = Path(settings.TOMBSTONES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps({"classroom": str(each)}) + "\n" for each in classroom_ids)
    with (folder / f"classes-{school_year}.jsonl").open("a", encoding="utf-8") as file:
        # A machine that stopped in the middle of a line must not spoil the next one.
        file.write("\n" if file.tell() else "")
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(folder)


def buried(school_year: int) -> Iterator[UUID]:
    """Ids in the year's file; a line that was broken off is passed over, its rows still stand."""
    path = Path(settings.TOMBSTONES_DIR) / f"classes-{school_year}.jsonl"
    with path.open(encoding="utf-8") as file:
        for line in file:
            try:
                yield UUID(json.loads(line)["classroom"])
            except ValueError:
                continue


def purged_years() -> list[int]:
    """School years of which something was purged, in order."""
    folder = Path(settings.TOMBSTONES_DIR)
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(int(match[1]) for name in names if (match := FILE_NAME.fullmatch(name)))


def risen(school_year: int) -> Iterator[list[UUID]]:
    """Purged classes of a year that are in the database, in portions."""
    classrooms = Classroom.objects.order_by("pk")
    # The ordinary answer, without reading the file: nothing of the year is left.
    if not classrooms.filter(school_year=school_year).exists():
        return
    portion: list[UUID] = []
    for classroom_id in [*buried(school_year), None]:
        if classroom_id:
            portion.append(classroom_id)
        if portion and (classroom_id is None or len(portion) == IDS_AT_ONCE):
            if found := list(classrooms.filter(pk__in=portion).values_list("pk", flat=True)):
                yield found
            portion = []


def require_none_back() -> None:
    """Let the platform start; called before it takes its first request.

    Raises:
        PurgedRowsAreBack: the database holds classes that were purged.
    """
    alias = router.db_for_read(Classroom)
    try:
        count = sum(len(found) for year in purged_years() for found in risen(year))
    finally:
        # A web server may fork its workers afterwards; processes must not share a connection.
        connections[alias].close()
    if count:
        raise PurgedRowsAreBack(count)


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file as lasting as its content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
