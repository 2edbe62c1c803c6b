"""The verb that brings the whole register of schools up to date from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from core.levels import Level
from schools.models import FormerName, Office, School, SchoolKind
from schools.models.places import HIGH_SCHOOL_KINDS
from schools.register import Entry, Known, RegisterRefused, read_register

FIELDS = ["office_id", "name_ko", "name_en", "level", "kind", "valid_from", "valid_to"]
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Loaded:
    """How many schools were made, changed (renamed among them) and found as they are."""

    made: int
    changed: int
    renamed: int
    unchanged: int


@transaction.atomic
def load_schools(*, rows: Sequence[Mapping[str, str]], by=None) -> Loaded:
    """Take over a register of schools, all or nothing; safe to repeat.

    Schools the file does not name stay as they are; a rename keeps the former name.

    Args:
        rows: dictionaries with the keys of `schools.register.COLUMNS`, all texts.

    Raises:
        RegisterRefused: some row cannot be taken; nothing was changed.
    """
    there = {school.neis_code: school for school in School.objects.select_for_update()}
    entries = read_register(rows, _known(), others=there)
    _refuse_new_levels(entries, there)
    new = [_filled(School(), entry) for entry in entries if entry.neis_code not in there]
    changed = [entry for entry in entries if _differs(entry, there)]
    former = _former_names(changed, there)
    School.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    FormerName.objects.bulk_create(former, batch_size=ROWS_AT_ONCE)
    School.objects.bulk_update(
        [_filled(there[entry.neis_code], entry) for entry in changed],
        FIELDS,
        batch_size=ROWS_AT_ONCE,
    )
    followed = _set_successors(entries, there | {school.neis_code: school for school in new})
    touched = {entry.neis_code for entry in changed} | followed - {s.neis_code for s in new}
    done = Loaded(len(new), len(touched), len(former), len(entries) - len(new) - len(touched))
    record_act(action="schools.load_schools", target=f"{len(entries)} schools", by=by)
    return done


def _known() -> Known:
    return Known(
        offices=set(Office.objects.values_list("code", flat=True)),
        levels=set(Level.values),
        kinds=set(SchoolKind.values),
        ordinary=SchoolKind.ORDINARY,
        high_kinds=set(HIGH_SCHOOL_KINDS),
        high_level=Level.HIGH,
    )


def _refuse_new_levels(entries: list[Entry], there: dict[str, School]) -> None:
    """A code keeps its level: its classes have the grades of that level."""
    wrong = [
        f"row {number}: {entry.neis_code} is of level {there[entry.neis_code].level} so far"
        for number, entry in enumerate(entries, start=2)
        if entry.neis_code in there and there[entry.neis_code].level != entry.level
    ]
    if wrong:
        raise RegisterRefused(wrong)


def _values(entry: Entry) -> dict:
    return {"office_id": entry.office} | {name: getattr(entry, name) for name in FIELDS[1:]}


def _differs(entry: Entry, there: dict[str, School]) -> bool:
    school = there.get(entry.neis_code)
    if school is None:
        return False
    return any(getattr(school, name) != value for name, value in _values(entry).items())


def _filled(school: School, entry: Entry) -> School:
    school.neis_code = entry.neis_code
    for name, value in _values(entry).items():
        setattr(school, name, value)
    if entry.valid_to is None:
        school.successor = None
    return school


def _former_names(changed: list[Entry], there: dict[str, School]) -> list[FormerName]:
    yesterday = timezone.localdate() - timedelta(days=1)
    schools = [(entry, there[entry.neis_code]) for entry in changed]
    return [
        FormerName(
            school=school, name_ko=school.name_ko, name_en=school.name_en, last_day=yesterday
        )
        for entry, school in schools
        if (school.name_ko, school.name_en) != (entry.name_ko, entry.name_en)
    ]


def _set_successors(entries: list[Entry], schools: dict[str, School]) -> set[str]:
    """Point ended schools to those that followed them; gives the codes that changed."""
    changed = []
    for entry in entries:
        school, successor = schools[entry.neis_code], schools.get(entry.successor)
        if school.successor_id != (successor.pk if successor else None):
            school.successor = successor
            changed.append(school)
    School.objects.bulk_update(changed, ["successor"], batch_size=ROWS_AT_ONCE)
    return {school.neis_code for school in changed}
