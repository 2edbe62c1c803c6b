"""After a restore: delete again what was purged before."""

from django.core.management.base import BaseCommand

from curriculum.actions import replay_tombstones


class Command(BaseCommand):
    help = (
        "Delete again the purged classes that a restored copy of the database brought back; "
        "the platform does not start before. Safe to repeat."
    )

    def handle(self, *args, **options):
        count = replay_tombstones(tell=self._tell)
        self.stdout.write(f"{count} purged classes were back and are deleted again.")

    def _tell(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total} classes deleted")
