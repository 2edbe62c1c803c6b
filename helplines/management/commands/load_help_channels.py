"""Bring the help channels into the table."""

from django.core.management.base import BaseCommand, CommandError

from helplines.actions import load_help_channels
from helplines.records import ChannelFileRefused


class Command(BaseCommand):
    help = "Load the help channels; safe to repeat: the record checked last wins."

    def handle(self, *args, **options):
        try:
            counts = load_help_channels()
        except ChannelFileRefused as refused:
            raise CommandError(f"Nothing was loaded. {refused}") from refused
        self.stdout.write(
            f"help channels: {counts['written']} written, {counts['unchanged']} unchanged"
        )
