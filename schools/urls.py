"""Addresses of the way in: students by class code, staff by their own account."""

from django.urls import path

from schools.views import classes, door, staff

app_name = "schools"
urlpatterns = [
    path("", door.front, name="front"),
    path("join/", door.join, name="join"),
    path("join/seat/", door.seat, name="join-seat"),
    path("sign-out/", door.student_sign_out, name="student-sign-out"),
    path("signed-out/", door.signed_out, name="signed-out"),
    path("other-device/", door.taken_over, name="taken-over"),
    path("staff/", staff.staff_home, name="staff-home"),
    path("classes/<uuid:classroom_id>/code/", classes.class_code, name="class-code"),
    path("classes/<uuid:classroom_id>/pin-cards/", classes.pin_cards, name="pin-cards"),
    path(
        "classes/<uuid:classroom_id>/students/<int:number>/unlock/",
        classes.student_unlock,
        name="student-unlock",
    ),
]
