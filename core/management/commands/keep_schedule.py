"""What happens at a set minute, in one process: for machines without a scheduler of their own."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections


class Command(BaseCommand):
    help = "Run the commands of settings.EVERY_MINUTE at the beginning of every minute."

    def add_arguments(self, parser):
        """Take the one option."""
        parser.add_argument("--once", action="store_true", help="run each of them once and end")

    def handle(self, *args, **options):
        """Go on until stopped; what fails is told, and tried again a minute later."""
        self._run_all()
        while not options["once"]:
            time.sleep(60 - time.time() % 60)
            # A database that was away is asked for anew.
            close_old_connections()
            self._run_all()

    def _run_all(self) -> None:
        for name in settings.EVERY_MINUTE:
            try:
                call_command(name, stdout=self.stdout, stderr=self.stderr)
            except (CommandError, DatabaseError) as failure:
                self.stderr.write(f"{name}: {failure}")
