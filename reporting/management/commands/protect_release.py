"""The tabulator's last step by hand: make the tables of a round safe to publish."""

from django.core.management.base import BaseCommand, CommandError

from reporting.actions.releasing import (
    AnswersDisagree,
    CannotProtect,
    GateRefused,
    NotTabulated,
    draft_release,
    gate_release,
)
from reporting.exchange import ChecksumDiffers, FileMissing
from reporting.models import Round

REFUSALS = (
    NotTabulated,
    AnswersDisagree,
    CannotProtect,
    GateRefused,
    ChecksumDiffers,
    FileMissing,
)


class Command(BaseCommand):
    help = "Protect the declared tables of a tabulated round and pass them through the gate."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round, such as 2026-2")
        parser.add_argument("--purpose", default="First release of the round")

    def handle(self, *args, **options):
        key = options["round"]
        round = Round.objects.select_related("instrument").filter(key=key).first()
        if round is None:
            raise CommandError(f"There is no round {key}.")
        try:
            release = draft_release(round=round, purpose=options["purpose"])
            release = gate_release(release=release)
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        proof = release.tables.proof
        self.stdout.write(
            f"Release {release.key} passed the gate: {proof['cells']} cells,"
            f" {proof['published_percent']} % published, {proof['primary']} primary and"
            f" {proof['complementary']} complementary. SHA-256 {release.tables.sha256}"
        )
