"""Verbs of offices and schools: their register, renames and mergers."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from schools.actions.rights import require_right
from schools.models import FormerName, Office, School, SchoolKind
from schools.roles import Permission

OFFICES_FILE = Path(__file__).parent.parent / "content" / "offices.csv"


class EndedAlready(Exception):
    """The school was closed or merged before."""


class WrongSuccessor(ValueError):
    """A school cannot be taken over by itself, or by one that has ended by then."""


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
        if office := Office.objects.filter(pk=code).first():
            _keep_name(office, row["name_ko"], row["name_en"], {"office": office})
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
    is_correction: bool = False,
    by,
) -> School:
    """Make a school, or bring the one with this NEIS code up to date; a rename keeps history.

    Args:
        is_correction: the name so far was a mistake and is not kept as a former one.

    Raises:
        NotAllowed: it is not, or would not be, under somebody this person acts for.
    """
    require_right(by, Permission.MANAGE_SCHOOLS, office)
    school = School.objects.filter(neis_code=neis_code).select_for_update(of=["self"]).first()
    if school is None:
        school = School(neis_code=neis_code)
    else:
        require_right(by, Permission.MANAGE_SCHOOLS, school)
        if not is_correction:
            _keep_name(school, name_ko, name_en, {"school": school})
    school.office, school.level, school.kind = office, level, kind
    school.name_ko, school.name_en = name_ko, name_en
    school.save()
    record_act(action="schools.make_school", target=neis_code, place=neis_code, by=by)
    return school


def _keep_name(place: Office | School, name_ko: str, name_en: str, where: dict) -> None:
    """Keep the names of a place that is about to get others."""
    if (place.name_ko, place.name_en) != (name_ko, name_en):
        yesterday = timezone.localdate() - timedelta(days=1)
        FormerName.objects.create(
            name_ko=place.name_ko, name_en=place.name_en, last_day=yesterday, **where
        )


@transaction.atomic
def end_school(*, school: School, last_day: date, successor: School | None = None, by) -> School:
    """Close a school, or merge it into another; its rows stay and can be read.

    Raises:
        NotAllowed: this person does not look after the school.
        EndedAlready: it has a last day.
        WrongSuccessor: the successor is the school itself or has ended by that day.
    """
    require_right(by, Permission.MANAGE_SCHOOLS, school)
    school = School.objects.select_for_update().get(pk=school.pk)
    if school.valid_to:
        raise EndedAlready(school.neis_code)
    if successor and (successor.pk == school.pk or _has_ended(successor, last_day)):
        raise WrongSuccessor(successor.neis_code)
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


def _has_ended(school: School, day: date) -> bool:
    return school.valid_to is not None and school.valid_to <= day
