"""Fill a demo with content, invented schools and survey rounds."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.demo import OFFICE, load_content, load_people, load_progress
from curriculum.demo_change import load_change
from curriculum.demo_lesson import load_lesson
from curriculum.demo_releases import load_demo_releases
from curriculum.demo_rounds import load_demo_rounds
from curriculum.demo_tally import load_demo_tally


class Command(BaseCommand):
    help = "Load the demo; what is there already stays as it is."

    def handle(self, *args, **options):
        if not settings.IS_DEMO:
            # Its passwords and PINs are published.
            raise CommandError("Demo accounts are made in a demo only (DEPLOYMENT=demo).")
        load_content()
        load_people()
        load_progress()
        load_change()
        load_lesson()
        load_demo_rounds()
        load_demo_releases()
        load_demo_tally(OFFICE)
