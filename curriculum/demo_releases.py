"""The demo's statistics: a release that is public, and one that waits for its review."""

from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from curriculum.demo import ANALYST, APPROVER
from curriculum.demo_rounds import SYNTHETIC_ROUND
from reporting.actions.release_states import approve_release, publish_release, review_release
from reporting.actions.requesting import request_tables
from reporting.disclosure.publication import PublicationSet
from reporting.models import Round
from reporting.round_structure import tables_of_round
from reporting.table_addresses import read_words
from schools.models import User

# Who was sent such material or told to look at it, by office and by sex.
ASKED_FOR = ("Q12.ox.10",)


def load_demo_releases() -> None:
    """Publish what the synthetic round declared, and ask for one more table; both once."""
    round = Round.objects.get(key=SYNTHETIC_ROUND)
    if round.releases.exists():
        return
    analyst, approver = (User.objects.get(email=email) for email in (ANALYST, APPROVER))
    with transaction.atomic():
        _publish_declared(round, analyst, approver)
        # Its gate is the worker's: the demo's start does not wait for it.
        request_tables(
            round=round,
            publication=PublicationSet(read_words(ASKED_FOR, tables_of_round(round))),
            purpose="목격 실태를 시도교육청별로 살펴보기",
            by=analyst,
        )


def _publish_declared(round: Round, analyst: User, approver: User) -> None:
    """Every step of a release, taken by those who take it in a ministry."""
    # By its command, as a tabulator does: solvers are loaded only where somebody calls it.
    call_command(
        "protect_release", round.key, purpose="2026년 1차 조사의 선언된 표 공표", stdout=StringIO()
    )
    release = round.releases.get()
    review_release(release=release, note="네 표와 숨긴 칸을 모두 읽음", by=analyst)
    release = approve_release(release=release, publish_at=timezone.now(), by=approver)
    publish_release(release=release)
