from django.core.management.base import BaseCommand

from schools.actions import load_offices


class Command(BaseCommand):
    help = "Bring the offices of education up to date with schools/content/offices.csv."

    def handle(self, **options):
        self.stdout.write(f"{load_offices()} offices")
