"""Verbs of offices and schools: their register, renames and mergers."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from schools.models import FormerName, Office, School, SchoolKind

OFFICES_FILE = Path(__file__).parent.parent / "content" / "offices.csv"


class EndedAlready(Exception):
    """The school was closed or merged before."""


@transaction.atomic
def load_offices(*, path: Path = OFFICES_FILE, by=None) -> int:
    """Bring the offices of education up to date with our file; safe to repeat.

    Returns:
        The number of offices in the file.
    """
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        code, inferred = row.pop("code"), row.pop("is_last_day_inferred")
        row["valid_to"] = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        row["is_last_day_inferred"] = inferred == "yes"
        Office.objects.update_or_create(code=code, defaults=row)
    record_act(action="schools.load_offices", target=path.name, by=by)
    return len(rows)


@transaction.atomic
def make_school(
    *,
    neis_code: str,
    office: Office,
    name_ko: str,
    name_en: str,
    level: str,
    kind: str = SchoolKind.ORDINARY,
    by,
) -> School:
    """Make a school, or bring the one with this NEIS code up to date; a rename keeps history."""
    school = School.objects.filter(neis_code=neis_code).first()
    if school is None:
        school = School(neis_code=neis_code)
    elif (school.name_ko, school.name_en) != (name_ko, name_en):
        _keep_name(school)
    school.office, school.level, school.kind = office, level, kind
    school.name_ko, school.name_en = name_ko, name_en
    school.save()
    record_act(action="schools.make_school", target=neis_code, place=neis_code, by=by)
    return school


def _keep_name(school: School) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    FormerName.objects.create(
        school=school, name_ko=school.name_ko, name_en=school.name_en, last_day=yesterday
    )


@transaction.atomic
def end_school(*, school: School, last_day: date, successor: School | None = None, by) -> School:
    """Close a school, or merge it into another; its rows stay and can be read.

    Raises:
        EndedAlready: it has a last day.
    """
    school = School.objects.select_for_update().get(pk=school.pk)
    if school.valid_to:
        raise EndedAlready(school.neis_code)
    school.valid_to, school.successor = last_day, successor
    school.save()
    into = f" into {successor.neis_code}" if successor else ""
    record_act(
        action="schools.end_school",
        target=f"{school.neis_code}{into}",
        place=school.neis_code,
        by=by,
    )
    return school
