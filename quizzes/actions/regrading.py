"""Letting results count by a corrected edition."""

from django.db import transaction

from core.actions import record_act
from quizzes.actions.scoring import settle_attempt
from quizzes.asked_marks import asked_keys
from quizzes.models import Answer, Attempt, Award, Edition, Item, Regrade, RegradedAttempt
from quizzes.regrades import Change, foresee, outdated_attempts


class NothingToRegrade(Exception):
    """Every handed-in attempt counts by this edition already."""


class NotTheNewest(ValueError):
    """Another edition was published since the dry run."""


@transaction.atomic
def regrade_attempts(*, onto: Edition, by) -> Regrade:
    """Move handed-in attempts at earlier editions to this one and compute their results anew.

    Answers go along by the key of their question. Points that a person gave stay. Open attempts
    keep the edition they began with.

    Raises:
        NotTheNewest: `onto` is not the newest edition of its quiz.
        NothingToRegrade: there is no such attempt.
    """
    if Edition.objects.latest_for(onto.quiz_key) != onto:
        raise NotTheNewest(onto.number)
    # The lock keeps markers away until every result stands.
    outdated = outdated_attempts(onto)
    keys = list(outdated.select_for_update().values_list("pk", flat=True))
    if not keys:
        raise NothingToRegrade
    regrade = Regrade.objects.create(edition=onto, done_by=by)
    items = {item.key: item for item in Item.objects.filter(edition=onto)}
    for change in foresee(Attempt.objects.filter(pk__in=keys).order_by("pk"), onto=onto):
        _move(change, regrade, items)
    record_act(
        action="quizzes.regrade_attempts",
        target=f"{onto.quiz_key} {onto.number}",
        by=by,
    )
    return regrade


def _move(change: Change, regrade: Regrade, items: dict) -> None:
    attempt = change.attempt
    edition_before = attempt.edition
    attempt.asked = asked_keys(attempt)
    attempt.edition = regrade.edition
    attempt.save(update_fields=["asked", "edition"])
    for model, rows in ((Answer, attempt.answers.all()), (Award, attempt.awards.all())):
        kept = [row for row in rows if row.item.key in items]
        for row in kept:
            row.item = items[row.item.key]
        model.objects.bulk_update(kept, ["item"])
    attempt = Attempt.objects.get(pk=attempt.pk)
    settle_attempt(attempt)
    RegradedAttempt.objects.create(
        regrade=regrade,
        attempt=attempt,
        edition_before=edition_before,
        points_before=change.before.points,
        possible_before=change.before.possible,
        points_after=attempt.points,
        possible_after=attempt.points_possible,
    )
