"""The demo: invented schools, staff and progress, made by the same actions a real school uses.

Safe to repeat: what is there stays as it is. Its passwords, PINs and one-time-code secret are
published here on purpose; `load_demo` refuses to run anywhere but in a demo.
"""

import time
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils import timezone

from core.indexing import indexed_once
from core.levels import Level
from curriculum.actions import assign_module, ensure_editor_rights, load_modules
from curriculum.demo_progress import make_progress
from curriculum.models import Assignment, AssignmentBatch, ModulePage
from helplines.actions import load_help_channels
from lessons.actions import ensure_site_tree, load_lessons
from quizzes.actions import load_quizzes
from schools.actions import (
    grant_role,
    load_offices,
    make_classroom,
    make_school,
    open_join_code,
)
from schools.models import Classroom, Office, School, Student, User

PUBLISHED_PHRASE = "demo-classroom-2026"
PUBLISHED_TOTP_SEED = "DEMODEMODEMODEMODEMODEMODEMODEMO"
OFFICE = "I10"
CODE_MINUTES = 60 * 24 * 90
TEACHER = "teacher@demo.example"
NEIGHBOUR = "teacher2@demo.example"
ANALYST = "analyst@demo.example"
SCHOOL_ADMIN = "schooladmin@demo.example"
OFFICE_MANAGER = "office@demo.example"
APPROVER = "approver@demo.example"
OPERATOR = "operator@demo.example"
# Their roles need a second step; its seed is published like the password.
WITH_CODE = (ANALYST, OFFICE_MANAGER, APPROVER, OPERATOR)
STAFF = {
    TEACHER: ("김", "하늘"),
    NEIGHBOUR: ("이", "바다"),
    SCHOOL_ADMIN: ("한", "마당"),
    OFFICE_MANAGER: ("윤", "가람"),
    ANALYST: ("박", "나래"),
    APPROVER: ("서", "다온"),
    OPERATOR: ("오", "지킴"),
    "editor@demo.example": ("최", "글"),
    "reviewer@demo.example": ("정", "검토"),
}


@dataclass(frozen=True)
class DemoClass:
    """One class of the demo.

    Attributes:
        neis_code: of its invented school; no real code has this form.
        teacher: who teaches it.
    """

    neis_code: str
    name_ko: str
    name_en: str
    level: Level
    grade: int
    number: int
    size: int
    teacher: str = TEACHER


CLASSES = (
    DemoClass("DEMO001", "시연초등학교", "Demo Elementary School", Level.ELEMENTARY, 5, 1, 24),
    DemoClass("DEMO002", "시연중학교", "Demo Middle School", Level.MIDDLE, 2, 3, 32),
    DemoClass("DEMO003", "시연고등학교", "Demo High School", Level.HIGH, 1, 2, 25),
    DemoClass("DEMO002", "시연중학교", "Demo Middle School", Level.MIDDLE, 2, 4, 25, NEIGHBOUR),
)


def demo_pin(number: int) -> str:
    """The PIN of the demo's student with this number: the number, six digits long."""
    return f"{number:06d}"


def load_content() -> None:
    """Offices, help channels, lessons, quizzes, modules, and who may edit them."""
    load_offices()
    load_help_channels()
    with indexed_once():
        ensure_site_tree()
        load_lessons()
        load_quizzes()
        load_modules()
    ensure_editor_rights()


@transaction.atomic
def load_people() -> None:
    """Demo staff, schools and classes; those that exist keep what was done in them."""
    users = {email: _user(email, *names) for email, names in STAFF.items()}
    for demo in CLASSES:
        load_class(demo)
    _grant_wider_roles(users)
    for email in WITH_CODE:
        held = Authenticator.objects.filter(user=users[email], type=Authenticator.Type.TOTP)
        if not held.exists():
            TOTP.activate(users[email], PUBLISHED_TOTP_SEED)


@transaction.atomic
def load_class(demo: DemoClass) -> Classroom:
    """One class with its teacher and an open code."""
    classroom = _classroom(demo)
    teacher = User.objects.get(email=demo.teacher)
    grant_role(user=teacher, role="homeroom_teacher", classroom=classroom, by=None)
    if not classroom.join_codes.open().exists():
        open_join_code(classroom=classroom, minutes=CODE_MINUTES, by=None)
    return classroom


def _grant_wider_roles(users: dict[str, User]) -> None:
    """Roles for a school, an office and the country."""
    for neis_code, teacher in {(demo.neis_code, demo.teacher) for demo in CLASSES}:
        school = School.objects.get(neis_code=neis_code)
        grant_role(user=users[teacher], role="teacher", school=school, by=None)
    school = School.objects.get(neis_code=CLASSES[1].neis_code)
    grant_role(user=users[SCHOOL_ADMIN], role="school_admin", school=school, by=None)
    office = Office.objects.get(code=OFFICE)
    grant_role(user=users[OFFICE_MANAGER], role="office_manager", office=office, by=None)
    for role in ("analyst", "editor", "reviewer", "operator"):
        grant_role(user=users[f"{role}@demo.example"], role=role, by=None)
    grant_role(user=users[APPROVER], role="release_approver", by=None)


@transaction.atomic
def load_progress() -> None:
    """The middle school class is in the middle of its module, and may practise besides."""
    classroom = find_classroom(CLASSES[1])
    if Assignment.objects.filter(classroom=classroom).exists():
        return
    # What opened last is shown first.
    _assign(classroom, "module-practice", hours_ago=2)
    make_progress(_assign(classroom, "module-m1", hours_ago=1))


def _assign(classroom: Classroom, slug: str, *, hours_ago: int) -> Assignment:
    now = timezone.now().replace(second=0, microsecond=0)
    assignment = assign_module(
        classroom=classroom,
        module=ModulePage.objects.in_language("ko").get(slug=slug),
        opens_at=now - timedelta(hours=hours_ago),
        closes_at=now + timedelta(days=14),
        by=User.objects.get(email=TEACHER),
    )
    # Given when it opened, so that no page offers to undo it.
    AssignmentBatch.objects.filter(pk=assignment.batch_id).update(made_at=assignment.opens_at)
    return assignment


def find_classroom(demo: DemoClass) -> Classroom | None:
    """The class in the database, or None before it was made."""
    return (
        Classroom.objects.filter(
            school__neis_code=demo.neis_code, grade=demo.grade, class_number=demo.number
        )
        .order_by("-school_year")
        .first()
    )


def current_code(email: str) -> str:
    """The one-time code of a member of staff right now.

    Raises:
        Authenticator.DoesNotExist: this person signs in without one.
    """
    authenticator = Authenticator.objects.get(user__email=email, type=Authenticator.Type.TOTP)
    secret = decrypt(authenticator.data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // mfa_settings.TOTP_PERIOD))


def _user(email: str, last_name: str, first_name: str) -> User:
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(
        email, PUBLISHED_PHRASE, last_name=last_name, first_name=first_name
    )


def _classroom(demo: DemoClass) -> Classroom:
    if known := find_classroom(demo):
        return known
    school = School.objects.filter(neis_code=demo.neis_code).first() or make_school(
        neis_code=demo.neis_code,
        office=Office.objects.get(code=OFFICE),
        name_ko=demo.name_ko,
        name_en=demo.name_en,
        level=demo.level,
        by=None,
    )
    classroom, _cards = make_classroom(
        school=school,
        school_year=_school_year(timezone.localdate()),
        grade=demo.grade,
        class_number=demo.number,
        size=demo.size,
        by=None,
    )
    _publish_pins(classroom)
    return classroom


def _publish_pins(classroom: Classroom) -> None:
    """Replace the issued PINs, which nobody has seen, by ones that the demo can print."""
    students = list(classroom.students.all())
    for student in students:
        student.give_pin(demo_pin(student.number))
    Student.objects.bulk_update(students, ["pin_salt", "pin_digest"])


def _school_year(today: date) -> int:
    return today.year if today.month >= 3 else today.year - 1
