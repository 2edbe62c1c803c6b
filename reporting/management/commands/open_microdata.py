"""The tabulator's step by hand: open a closed round's sealed answers, count and protect them."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from reporting.actions import (
    AlreadyTabulated,
    NotAllowedYet,
    RoundStillOpen,
    WrongKey,
    open_microdata,
)
from reporting.custody import SharesRefused, join_shares
from reporting.exchange import ChecksumDiffers, FileMissing, custody_folder, share_paths
from reporting.microdata import MicrodataRefused
from reporting.models import Round

REFUSALS = (
    AlreadyTabulated,
    NotAllowedYet,
    RoundStillOpen,
    WrongKey,
    ChecksumDiffers,
    FileMissing,
    MicrodataRefused,
    SharesRefused,
)


class Command(BaseCommand):
    help = (
        "Open the sealed answers of a closed round with two shares of its key, and pass the"
        " declared tables through the gate."
    )

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round, such as 2026-2")
        parser.add_argument(
            "--share",
            type=Path,
            action="append",
            help="file with a custodian's share; name two of the three",
        )

    def handle(self, *args, **options):
        key = options["round"]
        round = Round.objects.select_related("instrument").filter(key=key).first()
        if round is None:
            raise CommandError(f"There is no round {key}.")
        try:
            private_key = join_shares(self._lines(options["share"], key), key)
            file = open_microdata(round=round, private_key=private_key)
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Round {key}: {file.rows_valid} answers counted, {file.rows_invalid} invalid and"
            f" dropped. SHA-256 {file.sha256}"
        )
        # Counted is counted: a refusal of the gate leaves the round tabulated.
        call_command("protect_release", key, stdout=self.stdout)

    def _lines(self, named: list[Path] | None, key: str) -> list[str]:
        """The share lines of the files named, else of those that lie in the custody folder."""
        if named and (missing := [path for path in named if not path.is_file()]):
            raise FileMissing(missing[0])
        paths = named or [path for path in share_paths(custody_folder(), key) if path.is_file()]
        return [path.read_text(encoding="utf-8") for path in paths]
