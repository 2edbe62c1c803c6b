"""Take over the quizzes of an old django-quiz-app database."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from core.levels import Level
from quizzes.actions import import_old_quizzes
from quizzes.old_app import read_old_app
from quizzes.old_database import OldAppUnreadable
from quizzes.old_papers import Translated
from quizzes.old_seats import SeatsRefused, read_seats


class Command(BaseCommand):
    """`manage.py import_django_quiz_app --dsn old.sqlite3 --source oldschool --level M`."""

    help = "Make drafts and attempts from a database of django-quiz-app 0.5.1; may be run again."

    def add_arguments(self, parser):
        add = parser.add_argument
        add("--dsn", required=True, help="PostgreSQL URL, or path of an SQLite file; only read")
        add("--source", required=True, help="name of this old database, the same in every run")
        add("--level", required=True, choices=Level.values, help="school level of its quizzes")
        add("--language", default="ko", choices=["ko", "en"], help="language of its quizzes")
        add("--students", type=Path, help="CSV: which student an old user is (docs/operations.md)")
        add("--marker", help="e-mail of staff under whose name old marks of people are kept")
        add("--time-zone", default="UTC", help="what times without a zone mean there")
        add("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, dsn, source, level, language, dry_run, **options):
        try:
            old = read_old_app(dsn, zone=ZoneInfo(options["time_zone"]))
            seats = read_seats(_text_of(options["students"]))
        except (OldAppUnreadable, SeatsRefused, ZoneInfoNotFoundError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        report = import_old_quizzes(
            old=old,
            translated=Translated(source=source, language=language, level=level),
            seats=seats,
            marker=_staff(options["marker"]),
            is_dry_run=dry_run,
        )
        self._tell(report, dry_run)

    def _tell(self, report, is_dry_run: bool) -> None:
        if is_dry_run:
            self.stdout.write("Dry run: nothing was stored.")
        for word, counts in (("new", report.made), ("already here", report.known)):
            for thing, count in counts.items():
                self.stdout.write(f"{word}: {count} of {thing}")
        for heading, remarks in (("Not carried", report.left), ("To look at", report.look_at)):
            if remarks:
                self.stdout.write(f"{heading}:")
            for remark in remarks:
                self.stdout.write(f"  {remark}")


def _text_of(path: Path | None) -> str:
    no_seats = "user_id,school,school_year,grade,class,number\n"
    return path.read_text(encoding="utf-8") if path else no_seats


def _staff(email: str | None):
    if email is None:
        return None
    found = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise CommandError(f"No member of staff has the address {email}.")
    return found
