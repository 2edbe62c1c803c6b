"""Hand the questionnaire that is shipped in for approval: the first one of an installation."""

import json

from django.core.management.base import BaseCommand, CommandError

from reporting.actions import VersionTaken, copy_instrument, submit_instrument
from reporting.marginals import CONTENT


class Command(BaseCommand):
    help = "Load the shipped questionnaire as a version that waits for approval on the pages."

    def handle(self, *args, **options):
        data = json.loads((CONTENT / "questionnaire.json").read_text("utf-8"))
        version = str(data["meta"]["version"])
        try:
            draft = copy_instrument(data=data, version=version, by=None)
        except VersionTaken as refusal:
            raise CommandError(f"Version {version} is there already.") from refusal
        submit_instrument(draft=draft, by=None)
        self.stdout.write(f"Version {version} waits for approval.")
