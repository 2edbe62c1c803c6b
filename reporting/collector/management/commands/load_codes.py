"""Take over the codes the platform has drawn."""

from django.core.management.base import BaseCommand, CommandError

from reporting import codes
from reporting.collector.actions import OtherPepper, load_codes, waiting_deliveries


class Command(BaseCommand):
    help = "Load every waiting codes.json of the exchange folder, then delete it."

    def handle(self, *args, **options):
        for path in waiting_deliveries():
            try:
                count = load_codes(path)
            except codes.DeliveryRefused as error:
                raise CommandError(f"{path} is not a delivery of codes: {error}.") from error
            except OtherPepper as error:
                raise CommandError(
                    f"{path} would make the codes of round {error} that were loaded before "
                    "useless, so nothing was changed. Print new codes under a new round."
                ) from error
            self.stdout.write(f"{path.parent.name}: {count} codes can be used.")
