from django.core.management.base import BaseCommand
from django.utils import timezone

from curriculum.actions import count_running_year
from schools.school_year import school_year_of


class Command(BaseCommand):
    """Counts participation of a school year by office and level; to be run every night."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, help="the year in which it began; this one if left")

    def handle(self, *args, year, **options):
        year = year or school_year_of(timezone.localdate())
        classes = count_running_year(school_year=year)
        self.stdout.write(f"School year {year}: {classes} classes counted.")
