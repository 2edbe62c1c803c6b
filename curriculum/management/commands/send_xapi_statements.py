"""Send waiting statements to the xAPI store; list those it would not take."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.actions.sending import retry_set_aside, send_statements
from curriculum.exchange.xapi_store import Store
from curriculum.models import XapiStatement


class Command(BaseCommand):
    help = "Send what waits for the xAPI store. Run it every few minutes; it may run twice at once."

    def add_arguments(self, parser):
        parser.add_argument(
            "--again", action="store_true", help="send those that were set aside once more"
        )
        parser.add_argument("--list", action="store_true", help="only list what was set aside")

    def handle(self, *args, **options):
        if options["list"]:
            return self._list()
        if not settings.XAPI_ENDPOINT:
            raise CommandError("XAPI_ENDPOINT is not set: nothing is sent to a store.")
        if options["again"]:
            self.stdout.write(f"{retry_set_aside()} statements will be tried once more.")
        done = send_statements(store=Store(settings.XAPI_ENDPOINT, settings.XAPI_AUTH))
        waiting = XapiStatement.objects.waiting().count()
        self.stdout.write(f"{done.sent} sent, {waiting} wait, {done.set_aside} newly set aside.")
        if done.trouble:
            raise CommandError(
                f"The store could not be used ({done.trouble}). What waits stays and is tried"
                " again; look at XAPI_ENDPOINT and XAPI_AUTH if this goes on."
            )

    def _list(self) -> None:
        for row in XapiStatement.objects.set_aside():
            verb = row.body["verb"]["id"].rpartition("/")[2]
            self.stdout.write(
                f"{row.pk} {row.set_aside_at:%Y-%m-%d %H:%M} {verb} {row.set_aside_because}"
            )
