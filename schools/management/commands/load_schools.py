"""Take over the register of schools from a file."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from schools.actions import RegisterRefused, load_schools
from schools.register import COLUMNS

PROBLEMS_SHOWN = 50


class Command(BaseCommand):
    help = (
        f"Bring schools in line with a CSV file in UTF-8 with the columns {', '.join(COLUMNS)}. "
        "All or nothing, safe to repeat; schools the file does not name stay as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options):
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as source:
                done = load_schools(rows=list(csv.DictReader(source)))
        except (OSError, UnicodeDecodeError, csv.Error) as unreadable:
            raise CommandError(f"{options['file']} cannot be read: {unreadable}") from unreadable
        except RegisterRefused as refusal:
            for problem in refusal.problems[:PROBLEMS_SHOWN]:
                self.stderr.write(problem)
            raise CommandError(
                f"{len(refusal.problems)} problems; nothing was changed."
            ) from refusal
        self.stdout.write(
            f"{done.made} schools made, {done.changed} changed ({done.renamed} renamed),"
            f" {done.unchanged} as they were."
        )
