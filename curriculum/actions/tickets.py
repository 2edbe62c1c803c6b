"""Tickets for the survey: which way a class comes in, and signing what a browser has hidden."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from curriculum.models import SurveyRoute, TicketIssue
from curriculum.models.surveys import MOST_LOST_OF_A_SEAT
from reporting.actions import count_ticket, sign_blinded
from reporting.models import Round, StratumKey
from schools.models import Classroom, School, Student


class RouteFixed(Exception):
    """The round has opened: the way in of a class does not change any more."""

    def __init__(self, round_key: str):
        super().__init__(f"Round {round_key} has opened; the ways in are fixed before.")


class NoTicketHere(Exception):
    """No round is open for this class, or it draws codes."""


class TicketTaken(Exception):
    """This seat has a ticket, for another message than this one."""


@transaction.atomic
def fix_survey_routes(
    *, round_key: str, classrooms: Sequence[Classroom], way: str, by=None
) -> None:
    """Decide before a round opens how classes come into it.

    Args:
        way: one of SurveyRoute.Way.

    Raises:
        RouteFixed: the round has opened.
    """
    _refuse_fixed(round_key)
    rows = [SurveyRoute(round_key=round_key, classroom=each, way=way) for each in classrooms]
    SurveyRoute.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["way"],
        unique_fields=["round_key", "classroom"],
    )
    target = f"{round_key}: {way}, {len(rows)} classes"
    places = {each.school.neis_code for each in classrooms}
    place = places.pop() if len(places) == 1 else ""
    record_act(action="curriculum.fix_survey_routes", target=target, place=place, by=by)


@transaction.atomic
def fix_ways_of_school(*, round_key: str, school: School, drawing: Collection[str], by) -> None:
    """Decide before a round opens which classes of a school draw codes; all others take tickets.

    Args:
        drawing: keys of those classes; others than this school's change nothing.

    Raises:
        RouteFixed: the round is reviewed or further.
    """
    _refuse_fixed(round_key)
    classes = list(Classroom.objects.filter(school=school).select_related("school"))
    codes = SurveyRoute.objects.filter(round_key=round_key, way=SurveyRoute.Way.DRAWN_CODE)
    before = set(codes.filter(classroom__school=school).values_list("classroom", flat=True))
    after = {each.pk for each in classes if str(each.pk) in drawing}
    changes = {SurveyRoute.Way.DRAWN_CODE: after - before, SurveyRoute.Way.TICKET: before - after}
    for way, keys in changes.items():
        if changed := [each for each in classes if each.pk in keys]:
            fix_survey_routes(round_key=round_key, classrooms=changed, way=way, by=by)


def _refuse_fixed(round_key: str) -> None:
    if Round.objects.filter(key=round_key).exclude(state=Round.State.DRAFT).exists():
        raise RouteFixed(round_key)


def ticket_key_for(student: Student) -> StratumKey | None:
    """The key that signs for this student's stratum now; None where codes are drawn or none is
    open. The stratum follows from the student's school alone."""
    school = student.classroom.school
    key = StratumKey.objects.open_for(
        office_code=school.office_id, level=school.level, now=timezone.now()
    ).first()
    if key is None or SurveyRoute.objects.draws_codes(key.stratum.round.key, student.classroom):
        return None
    return key


def issue_ticket(*, student: Student, blinded: bytes, is_lost: bool = False) -> bytes:
    """The blind signature for a student's hidden message.

    The same message gets the same signature however often it is asked for. Nothing is kept when
    signing fails: the seat can ask again.

    Args:
        blinded: what the browser has hidden, as long as the key's modulus.
        is_lost: the student says that the ticket taken before is gone.

    Raises:
        NoTicketHere: no ticket is issued to this class now.
        TicketTaken: for another message, and not said to be lost, or lost too often.
        NoTicketsLeft, KeyDestroyed, tickets.BlindedMessageRefused, raw_rsa.SigningFailed.
    """
    key = ticket_key_for(student)
    if key is None:
        raise NoTicketHere
    taken = _taken(key, student)
    if blinded in taken:
        return taken[blinded]
    if (taken and not is_lost) or len(taken) > MOST_LOST_OF_A_SEAT:
        raise TicketTaken
    # Outside the transaction: signing takes long, and the count is one row for a whole stratum.
    signature = sign_blinded(key=key, blinded=blinded)
    issue = TicketIssue(
        round=key.stratum.round,
        seat=student,
        spare=len(taken),
        blinded_message=blinded,
        blind_signature=signature,
    )
    return _keep(issue, key)


def forget_tickets(round: Round) -> int:
    """Delete which seats took a ticket of a closed round; returns how many tickets that were.

    How many a stratum had stays with its key.
    """
    return TicketIssue.objects.filter(round=round).delete()[0]


@transaction.atomic
def _keep(issue: TicketIssue, key: StratumKey) -> bytes:
    """Keep an issue and count it; the other one where two requests of a seat came at once."""
    TicketIssue.objects.bulk_create([issue], ignore_conflicts=True)
    kept = TicketIssue.objects.get(round=issue.round, seat=issue.seat, spare=issue.spare)
    if kept.pk == issue.pk:
        count_ticket(key=key, is_again=issue.spare > 0)
    elif bytes(kept.blinded_message) != issue.blinded_message:
        raise TicketTaken
    return bytes(kept.blind_signature)


def _taken(key: StratumKey, student: Student) -> dict[bytes, bytes]:
    """Signatures by hidden message; of the seat before a change of class too."""
    seats = [student.pk, student.moved_from_id] if student.moved_from_id else [student.pk]
    issues = TicketIssue.objects.filter(round=key.stratum.round, seat__in=seats)
    return {bytes(each.blinded_message): bytes(each.blind_signature) for each in issues}
