"""Look for acts that cannot wait for the monthly review; run every minute by the scheduler."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.audit_alarms import raise_alarms


class Command(BaseCommand):
    help = "Raise an alarm where one person acted unusually often in the last hour."

    def handle(self, *args, **options):
        if alarms := raise_alarms(now=timezone.now()):
            # A failed command is what a scheduler tells its operator of at once.
            raise CommandError("; ".join(f"{alarm.target}: {alarm.reason}" for alarm in alarms))
