"""Hand over the sealed answers of a closed round."""

from django.core.management.base import BaseCommand, CommandError

from reporting.collector.actions import RoundUnknown, StillOpen, export_round
from reporting.collector.microdata import AlreadyExported


class Command(BaseCommand):
    help = "Write sealed.parquet of a closed round to the exchange folder and keep nothing of it."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round")
        parser.add_argument(
            "--after-grace",
            action="store_true",
            help="wait until the last answers are in, instead of refusing",
        )

    def handle(self, *args, **options):
        key = options["round"]
        try:
            count = export_round(key, after_grace=options["after_grace"])
        except RoundUnknown as error:
            raise CommandError(f"There is no bundle of round {key}.") from error
        except StillOpen as error:
            raise CommandError(
                f"Round {key} still takes answers, until {error.accept_until:%Y-%m-%d %H:%M:%S} "
                "UTC. Close it first, or wait with --after-grace."
            ) from error
        except AlreadyExported as error:
            raise CommandError(f"{error} is there already and is not overwritten.") from error
        self.stdout.write(f"{key}: {count} sealed answers handed over and deleted here.")
