"""Every morning at 10:00: hand over how many have taken part, by stratum, rounded."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.collector.actions.counting import CountedToday, count_day
from reporting.collector.actions.handing_over import RoundUnknown
from reporting.collector.actions.write_ahead import MayNotCheckpoint


class Command(BaseCommand):
    help = "Write the rounded counts of a round for the platform; once a day, no more."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round")

    def handle(self, *args, **options):
        key = options["round"]
        try:
            path = count_day(key, timezone.localdate())
        except RoundUnknown as error:
            raise CommandError(f"There is no bundle of round {key}.") from error
        except CountedToday as error:
            raise CommandError("Counted today already; the next count is tomorrow's.") from error
        except MayNotCheckpoint as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(path))
