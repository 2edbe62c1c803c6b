"""The tabulator's last step: destroy keys and sealed answers of a counted round."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from reporting.actions.destroying import (
    DestroyedAlready,
    NotCountedYet,
    SurveyNotErased,
    destroy_round,
)
from reporting.models import Round


class Command(BaseCommand):
    help = "Destroy shares, sheets, codes and sealed answers of a round; writes a signed protocol."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round")
        parser.add_argument("--by", required=True, help="e-mail of the member of staff who does it")

    def handle(self, *args, **options):
        round = Round.objects.filter(key=options["round"]).first()
        if round is None:
            raise CommandError(f"There is no round {options['round']}.")
        by = get_user_model().objects.filter(email=options["by"], is_active=True).first()
        if by is None or not by.has_perm("reporting.confirm_rounds"):
            raise CommandError(f"{options['by']} is nobody who may confirm steps of rounds.")
        try:
            path = destroy_round(round=round, by=by)
        except (DestroyedAlready, NotCountedYet, SurveyNotErased) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Round {round.key}: destroyed. Signed protocol: {path}")
