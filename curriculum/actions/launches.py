"""Verbs of launches from learning platforms: note one, take a seat, link a course, forget."""

from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Sum
from django.utils import timezone
from lti_tool.models import Key, LtiDeployment, LtiRegistration

from core.actions import record_act
from curriculum.models import LtiCourse, LtiLaunch, LtiSeat
from schools.actions import SeatRefused, sign_known_student_in, sign_student_in_to
from schools.actions.rights import require_teaching
from schools.models import Student

# Wrong numbers and PINs of one learner of a course within the hour its launches are kept.
TRIES_AN_HOUR = 10


class LaunchReplayed(Exception):
    """This launch came before."""


class TooManyTries(Exception):
    """This learner typed too many numbers and PINs that do not belong together."""


class CourseLinked(Exception):
    """The course is linked with a class already."""


class PlatformUnknown(Exception):
    """No platform with this issuer and client id is registered."""


class PlatformKnown(Exception):
    """A platform with this issuer and client id is registered already."""


def note_launch(*, proven) -> LtiLaunch:
    """Keep a proven launch until its browser comes for it; old ones go.

    Args:
        proven: as `curriculum.exchange.lti.prove_launch` gives it.

    Raises:
        LaunchReplayed: its nonce was used before.
    """
    LtiLaunch.objects.outlived().delete()
    fields = {name: getattr(proven, name) for name in proven.__dataclass_fields__}
    try:
        with transaction.atomic():
            return LtiLaunch.objects.create(**fields)
    except IntegrityError as taken:
        raise LaunchReplayed from taken


def use_launch(*, launch: LtiLaunch) -> bool:
    """Spend a launch; False when it was spent a moment ago, by the same link in another window."""
    return bool(LtiLaunch.objects.open().filter(pk=launch.pk).update(used_at=timezone.now()))


def open_seat(request, *, launch: LtiLaunch, course: LtiCourse) -> Student | None:
    """Sign in the learner a course remembers; None when it remembers nobody who is still here."""
    person = bytes(launch.person_digest)
    present = Student.objects.present().filter(lti_seats__course=course)
    student = present.filter(lti_seats__person_digest=person).first()
    if student is None or not use_launch(launch=launch):
        return None
    sign_known_student_in(request, student=student)
    return student


def take_seat(
    request, *, launch: LtiLaunch, course: LtiCourse, number: int, pin: str, device_wait: int
) -> Student:
    """Sign a learner in with number and PIN, and remember whose seat it is.

    Raises:
        SeatRefused: number and PIN do not belong together, or a wait is not over.
        TooManyTries: this learner has to come by the class code, or later.
    """
    same = LtiLaunch.objects.filter(
        deployment=launch.deployment_id, person_digest=bytes(launch.person_digest)
    )
    if (same.aggregate(tries=Sum("failed_tries"))["tries"] or 0) >= TRIES_AN_HOUR:
        raise TooManyTries
    try:
        student = sign_student_in_to(
            request,
            classroom_id=course.classroom_id,
            number=number,
            pin=pin,
            device_wait=device_wait,
        )
    except SeatRefused as refusal:
        if refusal.was_tried:
            LtiLaunch.objects.filter(pk=launch.pk).update(failed_tries=F("failed_tries") + 1)
        raise
    _remember(course, student, bytes(launch.person_digest))
    use_launch(launch=launch)
    return student


@transaction.atomic
def _remember(course: LtiCourse, student: Student, person: bytes) -> None:
    """One learner, one seat: what either had before is forgotten."""
    LtiCourse.objects.select_for_update().get(pk=course.pk)
    course.seats.filter(Q(student=student) | Q(person_digest=person)).delete()
    LtiSeat.objects.create(course=course, student=student, person_digest=person)


@transaction.atomic
def link_course(*, launch: LtiLaunch, classroom, by) -> LtiCourse:
    """Say which class a course is; its learners then come in with number and PIN.

    A link left from a former school year gives way, with the seats it remembers.

    Raises:
        CourseLinked: with another class.
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, classroom)
    for left in LtiCourse.objects.of_launch(launch).select_for_update():
        if left.classroom.is_archived:
            unlink_course(course=left, by=by)
    course, is_new = LtiCourse.objects.get_or_create(
        deployment_id=launch.deployment_id,
        course_digest=bytes(launch.course_digest),
        defaults={"classroom": classroom, "linked_by": by},
    )
    if course.classroom_id != classroom.pk:
        raise CourseLinked(str(course.pk))
    if is_new:
        _record("curriculum.link_course", course, by)
    return course


@transaction.atomic
def unlink_course(*, course: LtiCourse, by) -> None:
    """Take the link back, and with it every seat it remembers."""
    _record("curriculum.unlink_course", course, by)
    course.delete()


@transaction.atomic
def forget_seat(*, seat: LtiSeat, by) -> None:
    """Let the next launch of a learner ask for number and PIN again."""
    _record("curriculum.forget_lti_seat", seat.course, by)
    seat.delete()


@transaction.atomic
def add_platform(*, platform, deployments: list[str], by=None) -> LtiRegistration:
    """Register a learning platform; our own key is made with the first.

    Args:
        platform: name, issuer, client_id, auth_url and keyset_url.
        deployments: ids the platform gave to us.

    Raises:
        PlatformKnown: issuer and client id are registered.
    """
    known = LtiRegistration.objects.filter(issuer=platform.issuer, client_id=platform.client_id)
    if known.exists():
        raise PlatformKnown(platform.issuer)
    if not Key.objects.active().exists():
        Key.objects.generate()
    registration = LtiRegistration.objects.create(**asdict(platform))
    LtiDeployment.objects.bulk_create(
        LtiDeployment(registration=registration, deployment_id=each, is_active=True)
        for each in deployments
    )
    record_act(action="curriculum.add_lti_platform", target=platform.issuer[:200], by=by)
    return registration


@transaction.atomic
def remove_platform(*, issuer: str, client_id: str, by=None) -> int:
    """Delete a platform with every link and remembered seat that came by it.

    Returns:
        The number of courses that were linked.

    Raises:
        PlatformUnknown: there is none.
    """
    found = LtiRegistration.objects.filter(issuer=issuer, client_id=client_id)
    courses = LtiCourse.objects.filter(deployment__registration__in=found).count()
    if not found.delete()[0]:
        raise PlatformUnknown(issuer)
    record_act(action="curriculum.remove_lti_platform", target=issuer[:200], by=by)
    return courses


def _record(action: str, course: LtiCourse, by) -> None:
    classroom = course.classroom
    record_act(action=action, target=str(classroom.pk), place=classroom.school.neis_code, by=by)
