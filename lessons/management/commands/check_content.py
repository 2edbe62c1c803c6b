"""Facts past their check date, and what else published content needs (T-104)."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from lessons.upkeep.debt import find_debt
from lessons.upkeep.facts import OVERDUE, find_due_facts
from lessons.upkeep.findings import Finding
from lessons.upkeep.links import find_broken_links, outside_addresses
from lessons.upkeep.outside_links import trouble_with
from lessons.upkeep.translations import find_translations_due


class Command(BaseCommand):
    help = (
        "List help numbers not checked for 6 months, laws not checked for 12, broken links, "
        "missing translations and content that breaks a rule. "
        "Exit status 1 when a help number or a law is overdue."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, help="as if today were YYYY-MM-DD")
        parser.add_argument(
            "--links", action="store_true", help="also try the links that leave our site"
        )

    def handle(self, *args, on, links, **options):
        today = on or timezone.localdate()
        with override("en"):
            due = find_due_facts(today)
            overdue = [finding for finding in due if finding.state == OVERDUE]
            self._say("Facts past their check date", overdue)
            self._say("Facts to check within a month", [one for one in due if one not in overdue])
            self._say("Broken links within the site", find_broken_links())
            self._say("Translations missing or behind", find_translations_due())
            self._say("Content that breaks a rule", find_debt())
            if links:
                self._try_outside_links()
        if overdue:
            raise CommandError(f"{len(overdue)} facts are past their check date on {today}.")

    def _say(self, title: str, findings: list[Finding]) -> None:
        self.stdout.write(f"{title}: {len(findings) or 'none'}")
        for finding in findings:
            kind = " ".join(filter(None, [finding.kind, finding.language]))
            self.stdout.write(f"  {kind} “{finding.name}”: {finding.text}")

    def _try_outside_links(self) -> None:
        addresses = sorted({(address, str(subject)) for subject, address in outside_addresses()})
        troubles = [
            f"  {address} ({place}) {trouble}"
            for address, place in addresses
            if (trouble := trouble_with(address))
        ]
        self.stdout.write(f"Links that leave the site, {len(addresses)} tried:")
        self.stdout.write("\n".join(troubles) or "  all answer")
