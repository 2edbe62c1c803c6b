from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from core.messages import compile_catalogue


class Command(BaseCommand):
    """Compile the message catalogues; needs no gettext on the system."""

    help = "Compile locale/*/LC_MESSAGES/django.po"
    requires_system_checks = ()

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for path in Path(folder).glob("*/LC_MESSAGES/django.po"):
                compile_catalogue(path)
