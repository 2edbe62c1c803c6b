"""Delete what students did in a school year that is over."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from curriculum.actions import YearNotOver, purge_year, require_year_over
from curriculum.year_contents import KINDS, read_contents

STAYS = (
    "What stays: counts by office and level, schools, staff accounts, the editions of quizzes, "
    "the audit trail. The survey is another service and is not touched."
)


class Command(BaseCommand):
    help = (
        "Delete the classes, students, progress and quiz answers of a school year that is over. "
        "Prints what goes and asks; safe to break off and to run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("school_year", type=int, help="the year in which it began, like 2025")
        parser.add_argument("--dry-run", action="store_true", help="print what would go, and stop")
        parser.add_argument(
            "--yes", metavar="PHRASE", help="the phrase the command asks for, to run unattended"
        )

    def handle(self, *args, **options):
        school_year = options["school_year"]
        try:
            require_year_over(school_year, timezone.localdate())
        except YearNotOver as refusal:
            raise CommandError(str(refusal)) from refusal
        self._print_contents(school_year)
        if options["dry_run"]:
            self.stdout.write("Nothing was deleted (--dry-run).")
            return
        phrase = f"delete school year {school_year}"
        said = options["yes"] or input(f'Type "{phrase}" to delete this: ')
        if said.strip() != phrase:
            raise CommandError(f'Nothing was deleted: the phrase is "{phrase}".')
        count = purge_year(school_year=school_year, tell=self._tell)
        self.stdout.write(
            f"{count} classes of {school_year} are deleted. Their tombstones are in"
            f" {settings.TOMBSTONES_DIR}; keep this folder apart from the database's back-ups."
        )

    def _print_contents(self, school_year: int) -> None:
        shares = read_contents(school_year)
        self.stdout.write(f"School year {school_year}. What goes:")
        self.stdout.write(_line("office", "level", KINDS))
        for share in shares:
            self.stdout.write(_line(share.office_code, share.level, share.counts.values()))
        totals = [sum(share.counts[kind] for share in shares) for kind in KINDS]
        self.stdout.write(_line("all", "", totals))
        self.stdout.write(STAYS)

    def _tell(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total} classes deleted")
        self.stdout.flush()


def _line(office: str, level: str, values) -> str:
    return f"{office:<8}{level:<7}" + "".join(f"{value:>13}" for value in values)
