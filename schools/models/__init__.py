"""Offices, schools, classes and their students; staff and what they may do."""

from schools.models.classes import Classroom, JoinCode, Student
from schools.models.places import FormerName, Office, School, SchoolKind
from schools.models.retention import Tombstone
from schools.models.staff import Membership, User

__all__ = [
    "Classroom",
    "FormerName",
    "JoinCode",
    "Membership",
    "Office",
    "School",
    "SchoolKind",
    "Student",
    "Tombstone",
    "User",
]
