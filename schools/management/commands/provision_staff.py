"""Staff from a file of the personnel system."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from schools.actions import FileRefused, provision_staff
from schools.actions.provisioning import COLUMNS
from schools.place_codes import UnknownPlace, find_place
from schools.roles import Scope


class Command(BaseCommand):
    help = (
        "Give, prolong and end roles as a CSV file says (UTF-8, columns "
        f"{', '.join(COLUMNS)}; last_day as 2027-02-28 or empty). Safe to repeat; all or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--end-missing",
            metavar="CODE",
            help="also end the roles inside this office or school that the file does not name, and "
            "disable accounts that are left without a role",
        )

    def handle(self, *args, file: Path, end_missing: str | None, **options):
        try:
            rows = _read(file)
            done = provision_staff(rows=rows, end_missing_in=_place(end_missing))
        except FileRefused as refused:
            raise CommandError("Nothing was changed.\n" + "\n".join(refused.problems)) from refused
        self.stdout.write(f"{done.held} roles held, {done.ended} ended.")
        for email in done.disabled:
            self.stdout.write(f"disabled: {email}")


def _read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.DictReader(source, restval="")
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise CommandError(f"The first line must be {','.join(COLUMNS)}.")
        return list(rows)


def _place(code: str | None):
    if code is None:
        return None
    scope = Scope.OFFICE if len(code) == 3 else Scope.SCHOOL
    try:
        return find_place(code, scope)
    except UnknownPlace as unknown:
        raise CommandError(f"There is no office or school {code}.") from unknown
