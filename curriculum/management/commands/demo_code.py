"""The one-time code of a demo account, for visitors without the app."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.demo import ANALYST, current_code


class Command(BaseCommand):
    help = "Print the current one-time code of a demo account."

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?", default=ANALYST)

    def handle(self, *args, email, **options):
        if not settings.IS_DEMO:
            raise CommandError("One-time codes are printed in a demo only (DEPLOYMENT=demo).")
        try:
            self.stdout.write(current_code(email))
        except Authenticator.DoesNotExist as missing:
            raise CommandError(f"{email} signs in without a one-time code.") from missing
