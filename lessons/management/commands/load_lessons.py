"""Bring the lesson files into Wagtail."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lessons.actions import load_lessons
from lessons.schema import LessonFileRefused


class Command(BaseCommand):
    help = "Load the lesson files; safe to repeat: an editor's later change is never overwritten."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, help="Where the files are; default: ours.")

    def handle(self, *args, folder=None, **options):
        try:
            report = load_lessons(folder=folder)
        except LessonFileRefused as refused:
            raise CommandError(f"Nothing was loaded.\n{refused}") from refused
        self.stdout.write(
            f"lessons: {len(report.written)} written, {len(report.unchanged)} unchanged"
        )
        for name in report.left_alone:
            self.stdout.write(f"left alone, an editor changed it since: {name}")
