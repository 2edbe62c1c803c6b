"""Content that would be refused if somebody published it now."""

from collections.abc import Iterator

from django.db.models import Model

from lessons.upkeep.findings import Finding, published_kinds

LIVE, DRAFT = "live", "draft"


def find_debt() -> list[Finding]:
    """Each thing that hinders publication, of what is live and of what is being written.

    Something live has debt when the rules became stricter, or when a fact in it ran out.
    """
    return [finding for model in published_kinds() for finding in _of_kind(model)]


def _of_kind(model: type[Model]) -> Iterator[Finding]:
    for row in model.objects.select_related("locale").order_by("pk"):
        # A page's own row is what is live; what is being written stands in its last revision.
        current = row.get_latest_revision_as_object() if row.has_unpublished_changes else row
        for problem in current.publication_problems():
            state = LIVE if row.live else DRAFT
            yield Finding(state, row, str(problem), row.locale.language_code)
