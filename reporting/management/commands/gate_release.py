"""Protect one release that waits for the gate; the tabulator's worker runs it."""

from django.core.management.base import BaseCommand, CommandError

from reporting.actions.gate_runs import NothingWaits, run_gate
from reporting.models import Release


class Command(BaseCommand):
    help = "Protect a release somebody asked for and pass it through the gate, or say why not."

    def add_arguments(self, parser):
        parser.add_argument("release", help="key of the release, such as 2026-2-r3")

    def handle(self, *args, **options):
        release = Release.objects.by_key(options["release"])
        if release is None:
            raise CommandError(f"There is no release {options['release']}.")
        try:
            run = run_gate(release=release)
        except NothingWaits as nothing:
            raise CommandError(f"Release {nothing} does not wait for the gate.") from nothing
        reasons = f" ({run.cause}): {'; '.join(run.reasons)}" if run.cause else ""
        self.stdout.write(f"Release {release.key}: {run.state}{reasons}")
