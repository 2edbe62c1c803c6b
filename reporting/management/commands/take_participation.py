"""Every morning after `count_participation`: keep the rounded counts for the offices' page."""

from django.core.management.base import BaseCommand, CommandError

from reporting.actions.taking_counts import TakenToday, take_participation
from reporting.exchange import FileMissing
from reporting.models import Round
from reporting.participation_rules import CountsRefused


class Command(BaseCommand):
    help = "Take in the rounded counts that the survey service handed over this morning."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round")

    def handle(self, *args, **options):
        round = Round.objects.filter(key=options["round"]).first()
        if round is None:
            raise CommandError(f"There is no round {options['round']}.")
        try:
            counts = take_participation(round=round)
        except (FileMissing, CountsRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        except TakenToday as refusal:
            raise CommandError("These counts are kept already.") from refusal
        self.stdout.write(f"Counts of {counts.counted_on:%Y-%m-%d} kept.")
