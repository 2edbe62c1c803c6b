"""Refuse to start the survey service over a database server that writes too much down."""

from django.core.management.base import BaseCommand, CommandError

from reporting.collector.server_settings import wrong_settings


class Command(BaseCommand):
    help = "Fail unless the database server runs with the settings the survey's promise needs."

    def handle(self, *args, **options):
        if wrong := wrong_settings():
            raise CommandError("The survey's database server: " + "; ".join(wrong) + ".")
        self.stdout.write("The survey's database server keeps the promise.")
