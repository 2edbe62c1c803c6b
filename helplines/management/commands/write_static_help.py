"""Write the help pages as files."""

from django.core.management.base import BaseCommand, CommandError

from helplines.actions import write_static_help


class Command(BaseCommand):
    help = "Write copies of the help pages; run it at each deployment, after collectstatic."

    def handle(self, *args, **options):
        try:
            written = write_static_help()
        except OSError as problem:
            raise CommandError(f"The copies could not be written: {problem}") from problem
        self.stdout.write(f"static help: {len(written)} pages written")
