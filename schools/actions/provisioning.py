"""Staff from a file of the personnel system: roles given, prolonged and ended as it says."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from schools.actions.accounts import disable_account, invite_staff
from schools.actions.staff import NeedsLastDay, end_role
from schools.models import Membership
from schools.place_codes import find_place
from schools.roles import ROLES

COLUMNS = ("email", "role", "place", "last_day")


class FileRefused(ValueError):
    """The file cannot be taken over; nothing was changed.

    Attributes:
        problems: one sentence for each row, with its number in the file.
    """

    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass
class Provisioned:
    """What was done: numbers of roles given or kept and ended, e-mails of accounts disabled."""

    held: int = 0
    ended: int = 0
    disabled: list[str] = field(default_factory=list)


@transaction.atomic
def provision_staff(*, rows: list[dict], end_missing_in=None, by=None) -> Provisioned:
    """Bring roles in line with a file; safe to repeat.

    Args:
        rows: dictionaries with the keys of COLUMNS, all texts.
        end_missing_in: an office or a school; roles inside it that the file does not name end,
            and accounts that are left without any role are disabled. None ends nothing.

    Raises:
        FileRefused: some row cannot be understood; nothing was changed.
    """
    wanted = _understand(rows)
    done = Provisioned()
    kept = set()
    for row in wanted:
        kept.add(_hold(row, by))
        done.held += 1
    if end_missing_in is not None:
        _end_missing(kept, end_missing_in, done, by)
    record_act(action="schools.provision_staff", target=f"{len(rows)} rows", by=by)
    return done


def _understand(rows: list[dict]) -> list[dict]:
    wanted, problems = [], []
    for number, row in enumerate(rows, start=2):
        try:
            wanted.append(_understand_row(row))
        except (KeyError, ValueError) as problem:
            problems.append(f"row {number}: {type(problem).__name__} {problem}")
    if problems:
        raise FileRefused(problems)
    return wanted


def _understand_row(row: dict) -> dict:
    role = ROLES[row["role"].strip()]
    last_day = row["last_day"].strip()
    ends_on = date.fromisoformat(last_day) if last_day else None
    email = row["email"].strip().lower()
    if "@" not in email:
        raise ValueError("no e-mail")
    if role.must_end and ends_on is None:
        raise NeedsLastDay(role.key)
    place = find_place(row["place"].strip(), role.scope)
    return {"email": email, "role": role.key, "place": place, "ends_on": ends_on}


def _hold(row: dict, by) -> int:
    """Key of the membership that the row asks for; made or moved only where it differs."""
    scope = str(ROLES[row["role"]].scope)
    held = Membership.objects.unended().filter(user__email=row["email"], role=row["role"])
    if row["place"] is not None:
        held = held.filter(**{scope: row["place"]})
    same = held.filter(ends_on=row["ends_on"]).first()
    if same:
        return same.pk
    if row["ends_on"] and row["ends_on"] < timezone.localdate():
        return 0
    return invite_staff(**row, by=by).pk


def _end_missing(kept: set[int], place, done: Provisioned, by) -> None:
    for membership in Membership.objects.unended().with_places().exclude(pk__in=kept):
        if not membership.lies_in(place):
            continue
        end_role(membership=membership, by=by)
        done.ended += 1
        user = membership.user
        if user.is_active and not user.memberships.unended().exists():
            disable_account(user=user, by=by)
            done.disabled.append(user.email)
