"""Publish what is due: Wagtail's own command, which one refused revision does not hold up."""

from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Revision

from core.actions import publish_due_revision
from core.publish_gate import PublicationRefused


class Command(publish_scheduled.Command):
    """Take down what expired, publish what is due; name what was refused and lost its time."""

    def handle(self, *args, **options):
        """As Wagtail does, each revision by itself.

        Raises:
            CommandError: after everything else was published, naming the refused ones.
        """
        refused = [] if options["dryrun"] else self._publish_due()
        super().handle(*args, **options)
        if refused:
            raise CommandError("\n".join(refused))

    def _publish_due(self) -> list[str]:
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        refused = []
        for revision in due.order_by("approved_go_live_at"):
            try:
                publish_due_revision(revision=revision)
            except PublicationRefused as refusal:
                refused.append(f"Not published, unscheduled: {revision.object_str}. {refusal}")
        return refused
