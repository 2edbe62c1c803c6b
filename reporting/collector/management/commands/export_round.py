"""Hand over the sealed answers of a closed round."""

from django.core.management.base import BaseCommand, CommandError

from reporting.collector.actions import MayNotCheckpoint, RoundUnknown, StillOpen, export_round
from reporting.collector.microdata import AlreadyExported, FileChanged

EMPTIED = (
    "The tables here are empty and their files on disk were cut to nothing. The server's "
    "write-ahead log may hold sealed answers until it is recycled: destroy the survey's "
    "database instance when the round is over."
)
DELETED = (
    "The rows were deleted from the tables here, but another round has rows in the same tables: "
    "their sealed bytes stay in the tables' files, and in the write-ahead log, until PostgreSQL "
    "uses the place again or the survey's database instance is destroyed."
)


class Command(BaseCommand):
    help = (
        "Write sealed.parquet of a closed round to the exchange folder and empty its tables. "
        "What the server's write-ahead log still holds ends with the database instance."
    )

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
            done = export_round(key, after_grace=options["after_grace"])
        except RoundUnknown as error:
            raise CommandError(f"There is no bundle of round {key}.") from error
        except StillOpen as error:
            raise CommandError(
                f"Round {key} still takes answers, until {error.accept_until:%Y-%m-%d %H:%M:%S} "
                "UTC. Close it first, or wait with --after-grace."
            ) from error
        except (AlreadyExported, FileChanged, MayNotCheckpoint) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{key}: {done.answers} sealed answers handed over.")
        self.stdout.write(EMPTIED if done.is_emptied else DELETED)
