"""Offices, schools, classes, students and staff for tests."""

from datetime import date, timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from core.levels import Level
from schools.models import Classroom, JoinCode, Membership, Office, School, Student, User
from schools.roles import ROLES, Permission
from schools.school_year import school_year_of

# Every student made here has this PIN, every member of staff this password.
PIN = "314159"
PASSWORD = "correct horse battery staple"


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office
        django_get_or_create = ["code"]

    code = "B10"
    name_ko = "서울특별시교육청"
    name_en = "Seoul Metropolitan Office of Education"
    region_ko = "서울"
    region_en = "Seoul Metropolitan City"
    region_code = "KR-11"
    sort = 1


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    neis_code = factory.Sequence(lambda n: f"{7_000_000 + n}")
    office = factory.SubFactory(OfficeFactory)
    name_ko = factory.Sequence(lambda n: f"한빛중학교 {n}")
    name_en = factory.Sequence(lambda n: f"Hanbit Middle School {n}")
    level = Level.MIDDLE


class ClassroomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Classroom

    school = factory.SubFactory(SchoolFactory)
    school_year = factory.LazyFunction(lambda: school_year_of(timezone.localdate()))
    grade = 2
    class_number = factory.Sequence(lambda n: n % 30_000 + 1)


class JoinCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JoinCode

    classroom = factory.SubFactory(ClassroomFactory)
    code = "7KTMW4XP"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=50))


class StudentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Student

    classroom = factory.SubFactory(ClassroomFactory)
    number = factory.Sequence(lambda n: n % 99 + 1)

    @classmethod
    def _create(cls, model_class, *args, pin=PIN, **kwargs):
        student = model_class(*args, **kwargs)
        student.give_pin(pin)
        student.save()
        return student


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"staff{n}@example.kr")
    last_name = "김"
    first_name = "하늘"

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **kwargs):
        return model_class.objects.create_user(*args, password=password, **kwargs)


PLACE_FACTORIES = {"office": OfficeFactory, "school": SchoolFactory, "classroom": ClassroomFactory}


def teacher_of(classroom: Classroom, **fields) -> User:
    """A member of staff who teaches this class today."""
    return staff_as("homeroom_teacher", classroom=classroom, **fields)


def let_teach(user: User, *classrooms: Classroom) -> None:
    """Make somebody a subject teacher of these classes since yesterday."""
    since = timezone.localdate() - timedelta(days=1)
    Membership.objects.bulk_create(
        Membership(user=user, role="subject_teacher", classroom=classroom, starts_on=since)
        for classroom in classrooms
    )


def staff_as(role: str, *, starts_on: date | None = None, **fields) -> User:
    """A member of staff with one role since yesterday (or `starts_on`), and its Django group.

    Args:
        fields: `office`, `school` or `classroom`, where the role is held (a new place of the
            kind it is held in where none is named); all others are the user's.
    """
    places = {kind: fields.pop(kind) for kind in PLACE_FACTORIES if fields.get(kind)}
    scope = str(ROLES[role].scope)
    if scope in PLACE_FACTORIES:
        places.setdefault(scope, None)
        places[scope] = places[scope] or PLACE_FACTORIES[scope]()
    user = UserFactory(**fields)
    if Permission.WRITE_CONTENT in ROLES[role].permissions:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    today = timezone.localdate()
    Membership.objects.create(
        user=user,
        role=role,
        starts_on=starts_on or today - timedelta(days=1),
        ends_on=today + timedelta(days=30) if ROLES[role].must_end else None,
        **places,
    )
    return user
