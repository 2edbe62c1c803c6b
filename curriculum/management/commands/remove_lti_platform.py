"""Remove a school's learning platform: nothing is launched from it any more."""

from django.core.management.base import BaseCommand, CommandError

from curriculum.actions.launches import PlatformUnknown, remove_platform


class Command(BaseCommand):
    help = (
        "Remove a learning platform with its linked courses and remembered seats. Students of these"
        " courses come in with the class code; what they did is kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("--issuer", required=True)
        parser.add_argument("--client-id", required=True)

    def handle(self, *args, **options):
        try:
            courses = remove_platform(issuer=options["issuer"], client_id=options["client_id"])
        except PlatformUnknown as unknown:
            raise CommandError(f"Nothing was removed: {unknown} is not registered.") from unknown
        self.stdout.write(f"Removed, and with it the links of {courses} courses.")
