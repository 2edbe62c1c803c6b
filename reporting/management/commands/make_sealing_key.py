"""Make the key pair that a round's answers are sealed to."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reporting.custody import NEEDED, split_key
from reporting.exchange import PRIVATE_FOLDER, custody_folder, share_paths, write_whole
from reporting.sealing import make_key_pair


class Command(BaseCommand):
    help = "Make a round's sealing key: the private half in three shares, the public one shown."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round, such as 2026-2")
        parser.add_argument("--folder", type=Path, help="where the shares are written")

    def handle(self, *args, **options):
        folder = options["folder"] or custody_folder()
        paths = share_paths(folder, options["round"])
        # Answers sealed to an overwritten key could never be opened again.
        if there := [path for path in paths if path.exists()]:
            raise CommandError(f"{there[0]} is there already; a round's key is made once.")
        private_key, public_key = make_key_pair()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)
        for path, line in zip(paths, split_key(private_key, options["round"]), strict=True):
            write_whole(path, f"{line}\n".encode())
            self.stderr.write(f"Share for one custodian: {path}")
        self.stderr.write(
            f"{NEEDED} of the {len(paths)} shares open the answers. Give each to another person"
            " and delete the files here. The whole private key is kept nowhere."
        )
        self.stdout.write(public_key)
