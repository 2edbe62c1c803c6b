"""The button that takes back what was assigned a moment ago."""

from django import template
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language

from curriculum.models import AssignmentBatch, ModulePage
from curriculum.models.batches import UNDO_FOR

register = template.Library()


@register.inclusion_tag("curriculum/parts/undo_assigning.html", takes_context=True)
def undo_assigning(context, classroom=None):
    """What this teacher may still take back, of one class or of all; three statements at most."""
    user, since = context["request"].user, timezone.now() - UNDO_FOR
    batches = AssignmentBatch.objects.undoable(user, since)
    if classroom is not None:
        batches = batches.filter(assignments__classroom=classroom)
    given = batches.filter(assignments__ended_at__isnull=True)
    keys = given.values_list("pk", "made_at", "assignments__module__translation_key").distinct()
    found = {pk: (made_at, key) for pk, made_at, key in keys}
    if not found:
        return {"batches": []}
    sizes = AssignmentBatch.objects.filter(pk__in=found).annotate(size=Count("assignments"))
    titles = ModulePage.objects.titles_in(get_language(), {key for _, key in found.values()})
    return {
        "batches": [
            {
                "pk": batch.pk,
                "title": titles.get(found[batch.pk][1], ""),
                "classes": batch.size,
                "until": batch.undo_until,
            }
            for batch in sizes
        ]
    }
