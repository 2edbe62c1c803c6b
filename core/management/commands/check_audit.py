"""Says whether the audit trail is whole; run it every day and after every restore."""

from django.core.management.base import BaseCommand, CommandError

from core.actions import check_audit


class Command(BaseCommand):
    """Recompute every chain; exit with 1 and the places when one does not hold."""

    help = __doc__

    def handle(self, **options):
        check = check_audit()
        counted = f"{check.entries} entries of {check.places} places"
        if check.breaks:
            found = "\n".join(f"  {found}" for found in check.found)
            raise CommandError(f"{counted}; the audit trail does not hold:\n{found}")
        self.stdout.write(f"{counted}; every chain holds.")
