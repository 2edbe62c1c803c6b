"""Make the modules of our content file."""

from django.core.management.base import BaseCommand, CommandError

from curriculum.actions import ensure_editor_rights, load_modules
from curriculum.actions.modules import ModuleFileProblem


class Command(BaseCommand):
    help = "Make the modules of curriculum/content that do not exist yet; safe to repeat."

    def handle(self, *args, **options):
        ensure_editor_rights()
        try:
            made = load_modules()
        except ModuleFileProblem as problem:
            raise CommandError(f"{problem}. Run load_lessons and load_quizzes first.") from problem
        self.stdout.write(f"Modules made: {', '.join(made) or 'none, all were there'}")
