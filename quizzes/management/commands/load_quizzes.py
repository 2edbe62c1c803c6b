"""Load the quizzes we ship."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.publish_gate import PublicationRefused
from quizzes.actions import ensure_permissions, load_quizzes
from quizzes.content_parts import ContentFileRefused


class Command(BaseCommand):
    """`manage.py load_quizzes [--folder PATH]`: may be run again; keeps what editors changed."""

    help = "Create or update quizzes from their YAML files and publish them."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, help="another folder than our own content")

    def handle(self, *args, folder=None, **options):
        try:
            report = load_quizzes(folder=folder)
        except (ContentFileRefused, PublicationRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        ensure_permissions()
        for word in ("created", "updated", "unchanged", "kept"):
            self.stdout.write(f"{word}: {len(getattr(report, word))}")
        for name in report.kept:
            self.stdout.write(f"kept the editor's version of {name}")
