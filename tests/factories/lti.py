"""A registered learning platform, a course of it, a remembered seat, a launch."""

import uuid

from lti_tool.models import LtiDeployment, LtiRegistration

from curriculum.exchange.lti import digest
from curriculum.models import LtiCourse, LtiLaunch, LtiSeat

BROWSER = "browser-of-a-test"


def make_deployment() -> LtiDeployment:
    """A platform, registered and active."""
    registration = LtiRegistration.objects.create(
        name="LMS", issuer=f"https://{uuid.uuid4()}.example", client_id="classroom"
    )
    return LtiDeployment.objects.create(
        registration=registration, deployment_id="1", is_active=True
    )


def make_seat(classroom, student, *, by) -> LtiSeat:
    """A seat that a course remembers, which is linked with the class."""
    course = LtiCourse.objects.create(
        deployment=make_deployment(),
        course_digest=digest("course"),
        classroom=classroom,
        linked_by=by,
    )
    return LtiSeat.objects.create(course=course, student=student, person_digest=digest("person"))


def make_teachers_launch(client) -> LtiLaunch:
    """A teacher's launch of a course nobody linked, waiting for this browser."""
    client.cookies["lti"] = BROWSER
    return LtiLaunch.objects.create(
        deployment=make_deployment(),
        kind=LtiLaunch.Kind.TEACH,
        nonce_digest=uuid.uuid4().bytes * 2,
        browser_digest=digest("browser", BROWSER),
        course_digest=digest("another course"),
        person_digest=digest("teacher"),
    )
