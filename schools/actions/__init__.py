"""Verbs of schools, by noun."""

from schools.actions.classes import (
    close_join_code,
    issue_pins,
    make_classroom,
    open_join_code,
    unlock_student,
)
from schools.actions.places import EndedAlready, end_school, load_offices, make_school
from schools.actions.signing_in import (
    CodeNotOpen,
    SeatRefused,
    sign_student_in,
    sign_student_out,
)
from schools.actions.staff import NeedsLastDay, WrongPlace, end_role, grant_role

__all__ = [
    "CodeNotOpen",
    "EndedAlready",
    "NeedsLastDay",
    "SeatRefused",
    "WrongPlace",
    "close_join_code",
    "end_role",
    "end_school",
    "grant_role",
    "issue_pins",
    "load_offices",
    "make_classroom",
    "make_school",
    "open_join_code",
    "sign_student_in",
    "sign_student_out",
    "unlock_student",
]
