"""Refuse to start the survey service over a database server that writes too much down."""

from django.core.management.base import BaseCommand, CommandError

from reporting.collector.server_settings import PromiseNotKept, require_kept_promise


class Command(BaseCommand):
    help = "Fail unless the database server runs with the settings the survey's promise needs."

    def handle(self, *args, **options):
        try:
            require_kept_promise()
        except PromiseNotKept as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The survey's database server keeps the promise.")
