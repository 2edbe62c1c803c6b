"""Make the key pair that a round's answers are sealed to."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reporting.exchange import PRIVATE_FOLDER, custody_folder, write_whole
from reporting.sealing import make_key_pair


class Command(BaseCommand):
    help = "Make a round's sealing key: the private half into a custody file, the public one shown."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round, such as 2026-2")
        parser.add_argument("--folder", type=Path, help="where custody files lie")

    def handle(self, *args, **options):
        folder = options["folder"] or custody_folder()
        path = folder / f"{options['round']}.key"
        # Answers sealed to an overwritten key could never be opened again.
        if path.exists():
            raise CommandError(f"{path} is there already; a round's key is made once.")
        private_key, public_key = make_key_pair()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)
        write_whole(path, private_key.encode())
        self.stderr.write(f"Private key: {path}. Keep it off line until the round is closed.")
        self.stdout.write(public_key)
