"""Publish approved releases whose minute has come; run every minute by the scheduler."""

from django.core.management.base import BaseCommand, CommandError

from reporting.actions.release_states import LedgerMoved, publish_due_releases


class Command(BaseCommand):
    help = "Publish every approved release whose minute has come."

    def handle(self, *args, **options):
        try:
            published = publish_due_releases()
        except LedgerMoved as refusal:
            raise CommandError(str(refusal)) from refusal
        for release in published:
            self.stdout.write(f"Release {release.key} is public.")
