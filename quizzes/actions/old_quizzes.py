"""Taking over everything of an old django-quiz-app database, or showing what would be."""

from collections.abc import Mapping

from django.db import transaction

from core.actions import record_act
from quizzes.actions.old_catalogue import CarryReport, OldCatalogue
from quizzes.actions.old_sittings import OldSittings
from quizzes.old_app import OldApp
from quizzes.old_papers import Translated
from quizzes.old_seats import Seat


@transaction.atomic
def import_old_quizzes(
    *,
    old: OldApp,
    translated: Translated,
    seats: Mapping[int, Seat],
    marker=None,
    is_dry_run: bool = False,
    by=None,
) -> CarryReport:
    """Carry categories, questions and quizzes as drafts, and finished sittings as attempts.

    A second run carries nothing twice and changes nothing that is there. Nothing is published:
    what old sittings asked is frozen in editions of their own, which no occasion offers.

    Args:
        seats: which student an old user is, by the old user's id.
        marker: staff under whose name marks stay that a person gave there; None for none.
        is_dry_run: report only; nothing is stored.
        by: member of staff named in versions and trail, None for an operator's command.
    """
    report = CarryReport()
    catalogue = OldCatalogue(old, translated, report, by)
    catalogue.carry()
    OldSittings(old, translated, report, catalogue, marker).carry(seats)
    if old.progress_count:
        report.leave(
            f"{old.progress_count} rows of progress", "progress is computed from attempts here"
        )
    if is_dry_run:
        transaction.set_rollback(True)
    else:
        record_act(action="quizzes.import_old_quizzes", target=translated.source, by=by)
    return report
