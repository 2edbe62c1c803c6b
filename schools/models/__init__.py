"""Offices, schools, classes and their students; staff and what they may do."""

from schools.models.classes import Classroom, JoinCode, Student
from schools.models.places import Office, School
from schools.models.staff import Membership, User

__all__ = ["Classroom", "JoinCode", "Membership", "Office", "School", "Student", "User"]
