"""Write a lesson's pages back as content files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lessons.files import lesson_of
from lessons.models import LessonPage
from lessons.writing import lesson_text


class Command(BaseCommand):
    help = "Write a lesson as it is live (or as last drafted) into files load_lessons can read."

    def add_arguments(self, parser):
        parser.add_argument("code", help="Like E1.")
        parser.add_argument("--language", choices=["ko", "en"], help="Both when left out.")
        parser.add_argument("--folder", type=Path, default=Path("."), help="Where to write.")
        parser.add_argument("--draft", action="store_true", help="The latest draft instead.")

    def handle(self, *args, code, language, folder, draft, **options):
        pages = LessonPage.objects.filter(lesson_code=code).select_related("locale")
        if language:
            pages = pages.in_language(language)
        if not draft:
            pages = pages.live()
        if not pages:
            raise CommandError(f"There is no such lesson: {code}.")
        for page in pages:
            lesson = lesson_of(page.get_latest_revision_as_object() if draft else page)
            path = folder / f"{code}.{lesson['language']}.yaml"
            path.write_text(lesson_text(lesson), encoding="utf-8")
            self.stdout.write(str(path))
