"""The tabulator's last step by hand: make the tables of a round safe to publish."""

from django.core.management.base import BaseCommand, CommandError

from reporting.actions.releasing import (
    AnswersDisagree,
    CannotProtect,
    GateRefused,
    NotTabulated,
    coarsened_tables,
    release_declared_tables,
)
from reporting.exchange import ChecksumDiffers, FileMissing
from reporting.models import Release, Round

REFUSALS = (
    NotTabulated,
    AnswersDisagree,
    CannotProtect,
    GateRefused,
    ChecksumDiffers,
    FileMissing,
)
FIRST = "First release of the round"


class Command(BaseCommand):
    help = "Protect the declared tables of a tabulated round and pass them through the gate."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round, such as 2026-2")
        parser.add_argument("--purpose", default=FIRST)

    def handle(self, *args, **options):
        key = options["round"]
        round = Round.objects.select_related("instrument").filter(key=key).first()
        if round is None:
            raise CommandError(f"There is no round {key}.")
        try:
            release = release_declared_tables(round=round, purpose=options["purpose"])
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(told_of(release))


def told_of(release: Release) -> str:
    """What the tabulator should know of a release that passed the gate."""
    proof = release.tables.proof
    told = (
        f"Release {release.key} passed the gate: {proof['cells']} cells,"
        f" {proof['published_percent']} % published, {proof['primary']} primary and"
        f" {proof['complementary']} complementary. SHA-256 {release.tables.sha256}"
    )
    if coarser := coarsened_tables(release):
        told += f"\nToo fine for so few answers, and made coarser: {', '.join(coarser)}."
    return told
