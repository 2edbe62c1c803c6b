"""The survey operator's last step: delete what is left of a round and say so in writing."""

from django.core.management.base import BaseCommand, CommandError

from reporting.collector.actions.erasing import NotHandedOver, erase_round
from reporting.collector.actions.handing_over import RoundUnknown
from reporting.collector.microdata import FileChanged


class Command(BaseCommand):
    help = "Delete rows, pepper and code file of a handed-over round, and write a statement of it."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round")

    def handle(self, *args, **options):
        key = options["round"]
        try:
            erase_round(key)
        except RoundUnknown as error:
            raise CommandError(f"There is no bundle of round {key}.") from error
        except NotHandedOver as error:
            raise CommandError(
                f"Nothing was deleted: run export_round {key} first, or the answers are lost."
            ) from error
        except FileChanged as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Round {key}: nothing is left in this service. Statement written.")
