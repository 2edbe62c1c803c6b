"""Drafting a release: what is asked for, before anything is counted."""

from django.db import transaction

from core.actions import record_act
from reporting.disclosure.publication import PublicationSet
from reporting.models import Release, Round
from reporting.round_structure import declared_set


class NotTabulated(Exception):
    """P1: nothing is made of a round before it is closed and tabulated."""

    def __init__(self, key: str):
        super().__init__(f"Round {key} is not tabulated yet.")


@transaction.atomic
def draft_release(
    *,
    round: Round,
    publication: PublicationSet | None = None,
    purpose: str,
    corrects: Release | None = None,
    by=None,
) -> Release:
    """Ask for tables of a round.

    Args:
        publication: None for the set declared with the round.
        corrects: the published release this one replaces as a whole (P7).

    Raises:
        NotTabulated: the round has no counts yet.
    """
    if not round.is_tabulated:
        raise NotTabulated(round.key)
    publication = publication or declared_set(round)
    round = Round.objects.select_for_update().get(pk=round.pk)
    release = Release.objects.create(
        round=round,
        number=round.releases.count() + 1,
        publication=publication.to_data(),
        purpose=purpose,
        corrects=corrects,
    )
    record_act(action="reporting.draft_release", target=release.key, reason=purpose, by=by)
    return release
