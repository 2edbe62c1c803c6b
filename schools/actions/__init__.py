"""Verbs of schools, by noun."""

from schools.actions.accounts import (
    InvitationOver,
    accept_invitation,
    disable_account,
    enable_account,
    invite_again,
    invite_staff,
    reset_second_factor,
)
from schools.actions.alarms import note_failed_try, note_unknown_code
from schools.actions.classes import (
    issue_pins,
    make_classroom,
    switch_nicknames,
    unlock_everybody,
    unlock_student,
)
from schools.actions.codes import (
    close_join_code,
    count_failed_try,
    open_join_code,
    rotate_join_code,
)
from schools.actions.places import (
    EndedAlready,
    WrongSuccessor,
    end_school,
    load_offices,
    make_school,
)
from schools.actions.provisioning import FileRefused, provision_staff
from schools.actions.purging import delete_classrooms
from schools.actions.register import RegisterRefused, load_schools
from schools.actions.rights import NotAllowed
from schools.actions.rosters import (
    ClassExists,
    RosterChanged,
    apply_roster,
    make_own_class,
    plan_of_roster,
)
from schools.actions.seats import (
    HasMoved,
    NumberTaken,
    OtherSchoolOrYear,
    add_student,
    bring_student_back,
    let_student_leave,
    move_student,
)
from schools.actions.signing_in import (
    AnotherStudent,
    CodeNotOpen,
    PassOver,
    SeatRefused,
    sign_known_student_in,
    sign_student_in,
    sign_student_in_again,
    sign_student_in_to,
    sign_student_out,
)
from schools.actions.staff import (
    NeedsLastDay,
    WrongPlace,
    become_teacher,
    end_role,
    grant_role,
    move_last_day,
)
from schools.actions.years import PlanChanged, PlanRefused, TooEarly, plan_of_rollover, roll_over

__all__ = [
    "AnotherStudent",
    "ClassExists",
    "CodeNotOpen",
    "EndedAlready",
    "FileRefused",
    "HasMoved",
    "InvitationOver",
    "NeedsLastDay",
    "NotAllowed",
    "NumberTaken",
    "OtherSchoolOrYear",
    "PassOver",
    "PlanChanged",
    "PlanRefused",
    "RegisterRefused",
    "RosterChanged",
    "SeatRefused",
    "TooEarly",
    "WrongPlace",
    "WrongSuccessor",
    "accept_invitation",
    "add_student",
    "apply_roster",
    "become_teacher",
    "bring_student_back",
    "close_join_code",
    "count_failed_try",
    "delete_classrooms",
    "disable_account",
    "enable_account",
    "end_role",
    "end_school",
    "grant_role",
    "invite_again",
    "invite_staff",
    "issue_pins",
    "let_student_leave",
    "load_offices",
    "load_schools",
    "make_classroom",
    "make_own_class",
    "make_school",
    "move_last_day",
    "move_student",
    "note_failed_try",
    "note_unknown_code",
    "open_join_code",
    "plan_of_rollover",
    "plan_of_roster",
    "provision_staff",
    "reset_second_factor",
    "roll_over",
    "rotate_join_code",
    "sign_known_student_in",
    "sign_student_in",
    "sign_student_in_again",
    "sign_student_in_to",
    "sign_student_out",
    "switch_nicknames",
    "unlock_everybody",
    "unlock_student",
]
