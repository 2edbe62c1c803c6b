"""Addresses of the way in: students by class code, staff by their own account."""

from django.urls import path

from schools.views import (
    classes,
    door,
    new_class,
    people,
    places,
    rosters,
    seats,
    staff,
    welcome,
    years,
)

app_name = "schools"
urlpatterns = [
    path("", door.front, name="front"),
    path("join/", door.join, name="join"),
    path("join/seat/", door.seat, name="join-seat"),
    path("sign-out/", door.student_sign_out, name="student-sign-out"),
    path("signed-out/", door.signed_out, name="signed-out"),
    path("still-here/", door.still_here, name="still-here"),
    path("been-away/", door.been_away, name="been-away"),
    path("other-device/", door.taken_over, name="taken-over"),
    path("staff/", staff.staff_home, name="staff-home"),
    path("staff/people/", people.staff_list, name="staff-list"),
    path("staff/people/invite/", people.staff_invite, name="staff-invite"),
    path("staff/people/<uuid:person_key>/", people.staff_person, name="staff-person"),
    path("staff/people/<uuid:person_key>/disable/", people.account_disable, name="staff-disable"),
    path("staff/people/<uuid:person_key>/enable/", people.account_enable, name="staff-enable"),
    path(
        "staff/people/<uuid:person_key>/second-step/",
        people.second_factor_reset,
        name="staff-second-factor-reset",
    ),
    path("staff/roles/<uuid:role_key>/end/", people.role_end, name="staff-role-end"),
    path("staff/roles/<uuid:role_key>/last-day/", people.role_last_day, name="staff-last-day"),
    path(
        "staff/roles/<uuid:role_key>/invite-again/",
        people.role_invite_again,
        name="staff-invite-again",
    ),
    path("staff/invitation/<str:token>/", welcome.invitation, name="invitation"),
    path("staff/welcome/", welcome.welcome, name="welcome"),
    path("classes/<uuid:classroom_id>/code/", classes.class_code, name="class-code"),
    path("classes/<uuid:classroom_id>/join-sheet/", classes.join_sheet, name="join-sheet"),
    path("classes/<uuid:classroom_id>/pin-cards/", classes.pin_cards, name="pin-cards"),
    path("classes/<uuid:classroom_id>/nicknames/", classes.nicknames, name="nicknames"),
    path(
        "classes/<uuid:classroom_id>/students/unlock/",
        classes.students_unlock,
        name="students-unlock",
    ),
    path(
        "classes/<uuid:classroom_id>/students/<int:number>/unlock/",
        classes.student_unlock,
        name="student-unlock",
    ),
    path("classes/<uuid:classroom_id>/students/", seats.student_list, name="student-list"),
    path("classes/<uuid:classroom_id>/students/add/", seats.student_add, name="student-add"),
    path(
        "classes/<uuid:classroom_id>/students/<int:number>/leave/",
        seats.student_leave,
        name="student-leave",
    ),
    path(
        "classes/<uuid:classroom_id>/students/<int:number>/back/",
        seats.student_back,
        name="student-back",
    ),
    path(
        "classes/<uuid:classroom_id>/students/<int:number>/move/",
        seats.student_move,
        name="student-move",
    ),
    path("schools/", places.school_list, name="school-list"),
    path("schools/new/", places.school_new, name="school-new"),
    path("schools/<str:neis_code>/", places.school, name="school"),
    path("schools/<str:neis_code>/edit/", places.school_edit, name="school-edit"),
    path("schools/<str:neis_code>/end/", places.school_end, name="school-end"),
    path("schools/<str:neis_code>/new-year/", years.rollover, name="rollover"),
    path("schools/<str:neis_code>/new-year/check/", years.rollover_check, name="rollover-check"),
    path("schools/<str:neis_code>/roster/", rosters.roster, name="roster"),
    path("schools/<str:neis_code>/roster/check/", rosters.roster_check, name="roster-check"),
    path(
        "schools/<str:neis_code>/roster/list.csv", rosters.roster_template, name="roster-template"
    ),
    path("schools/<str:neis_code>/classes/new/", new_class.class_new, name="class-new"),
]
