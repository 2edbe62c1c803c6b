"""Finish an opening that two people confirmed and that the worker could not bring to its end."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting.actions import NotBeingOpened, finish_opening
from reporting.models import Round


class Command(BaseCommand):
    help = "Finish the confirmed opening of a round where the worker was interrupted."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round")

    def handle(self, *args, **options):
        round = Round.objects.filter(key=options["round"]).first()
        if round is None:
            raise CommandError(f"There is no round {options['round']}.")
        try:
            finish_opening(round=round, survey_url=settings.SURVEY_URL)
        except NotBeingOpened as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Round {round.key} is open.")
