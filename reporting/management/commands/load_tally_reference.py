"""Bring the Ministry's published waves of 2024 into the tally, as a series to compare with."""

from django.core.management.base import BaseCommand, CommandError

from reporting.actions.tally import TallyRefused, load_reference
from reporting.tally_reference import ReferenceRefused, read_waves


class Command(BaseCommand):
    help = "Load the ten published waves of 2024; those that are there stay as they are."

    def handle(self, *args, **options):
        try:
            written = load_reference(waves=read_waves())
        except (ReferenceRefused, TallyRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{written} waves written.")
