"""The tabulator's step by hand: open the sealed answers of a closed round and count them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reporting.actions import AlreadyTabulated, RoundStillOpen, open_microdata
from reporting.exchange import ChecksumDiffers, FileMissing, custody_folder
from reporting.microdata import MicrodataRefused
from reporting.models import Round
from reporting.sealing import KeyRefused

REFUSALS = (
    AlreadyTabulated,
    RoundStillOpen,
    ChecksumDiffers,
    FileMissing,
    MicrodataRefused,
    KeyRefused,
)


class Command(BaseCommand):
    help = "Open the sealed answers of a closed round with its private key, and tabulate them."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round, such as 2026-2")
        parser.add_argument("--key-file", type=Path, help="custody file of the private key")

    def handle(self, *args, **options):
        key = options["round"]
        round = Round.objects.select_related("instrument").filter(key=key).first()
        if round is None:
            raise CommandError(f"There is no round {key}.")
        key_file = options["key_file"] or custody_folder() / f"{key}.key"
        if not key_file.is_file():
            raise CommandError(f"{key_file} is not there: name the custody file with --key-file.")
        try:
            file = open_microdata(round=round, private_key=key_file.read_text())
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Round {key}: {file.rows_valid} answers counted, {file.rows_invalid} invalid and"
            f" dropped. SHA-256 {file.sha256}"
        )
