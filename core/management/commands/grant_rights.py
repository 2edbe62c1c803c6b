"""Gives the role that serves requests its rights; run as the owner, after each migration."""

from django.conf import settings
from django.core.management.base import BaseCommand

from core.database_rights import grant_rights


class Command(BaseCommand):
    """Make the role if it is missing and set its rights anew."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--role", default=settings.DATABASE_ROLE)

    def handle(self, *, role, **options):
        frozen = grant_rights(role)
        self.stdout.write(f"{role}: may only insert and read in {len(frozen)} tables.")
