"""The seats of a class during the year: who left, came back, moved or came late."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools.actions import (
    HasMoved,
    NumberTaken,
    add_student,
    bring_student_back,
    let_student_leave,
    move_student,
)
from schools.forms_years import MoveForm, SeatNumberForm
from schools.models import Classroom, Student
from schools.roles import Permission
from schools.views.managing import managers_only

seat_changers_only = managers_only(Permission.CHANGE_SEATS)


@require_safe
@seat_changers_only
def student_list(request, classroom_id):
    """The numbers of a class and where each stands; nothing of what they did."""
    classroom = _own_classroom(request, classroom_id)
    return _show_list(request, classroom, SeatNumberForm())


@require_POST
@seat_changers_only
def student_add(request, classroom_id):
    """Give a number to a student who came later."""
    classroom = _own_classroom(request, classroom_id)
    form = SeatNumberForm(request.POST)
    if not form.is_valid():
        return _show_list(request, classroom, form, status=422)
    number = form.cleaned_data["number"]
    try:
        add_student(classroom=classroom, number=number, by=request.user)
    except NumberTaken:
        form.add_error("number", _taken(number))
        return _show_list(request, classroom, form, status=422)
    messages.success(
        request, _("Number %(number)d is in the class. Print the PIN cards.") % {"number": number}
    )
    return redirect("schools:student-list", classroom.pk)


@require_POST
@seat_changers_only
def student_leave(request, classroom_id, number):
    """Note that a student left; the record stays and the way back is open."""
    student = _own_student(request, classroom_id, number)
    let_student_leave(student=student, by=request.user)
    messages.success(request, _("Number %(number)d has left the class.") % {"number": number})
    return redirect("schools:student-list", classroom_id)


@require_POST
@seat_changers_only
def student_back(request, classroom_id, number):
    """Let a student who left have the seat again."""
    student = _own_student(request, classroom_id, number)
    try:
        bring_student_back(student=student, by=request.user)
    except HasMoved:
        messages.warning(
            request, _("Nothing was changed: this student has a number in another class.")
        )
    else:
        messages.success(
            request, _("Number %(number)d is back. Print the PIN cards.") % {"number": number}
        )
    return redirect("schools:student-list", classroom_id)


@require_http_methods(["GET", "HEAD", "POST"])
@seat_changers_only
def student_move(request, classroom_id, number):
    """Let a student change class within the year."""
    student = _own_student(request, classroom_id, number)
    if student.has_left or student.classroom.is_archived:
        raise Http404
    form = MoveForm(request.POST or None, classroom=student.classroom)
    if form.is_valid() and (moved := _move(request, student, form)):
        messages.success(
            request,
            _("The student is number %(number)d of %(classroom)s now. Print the PIN cards.")
            % {"number": moved.number, "classroom": moved.classroom},
        )
        return redirect("schools:student-list", classroom_id)
    context = {"student_seat": student, "classroom": student.classroom, "form": form}
    status = 422 if form.errors else 200
    return render(request, "schools/student_move.html", context, status=status)


def _move(request, student: Student, form: MoveForm) -> Student | None:
    try:
        return move_student(student=student, by=request.user, **form.cleaned_data)
    except NumberTaken:
        form.add_error("number", _taken(form.cleaned_data["number"]))
        return None


def _show_list(request, classroom: Classroom, form, status: int = 200):
    students = classroom.students.select_related("moved_from__classroom")
    context = {
        "classroom": classroom,
        "students": students.prefetch_related("moved_to__classroom"),
        "form": form,
        "has_other_classes": _neighbours(classroom).exists(),
        "is_taught": Classroom.objects.visible_to(request.user).filter(pk=classroom.pk).exists(),
    }
    return render(request, "schools/student_list.html", context, status=status)


def _neighbours(classroom: Classroom):
    others = classroom.school.classrooms.of_year(classroom.school_year)
    return others.exclude(pk=classroom.pk)


def _own_classroom(request, classroom_id) -> Classroom:
    mine = Classroom.objects.visible_to(request.user, Permission.CHANGE_SEATS)
    return get_object_or_404(mine.select_related("school"), pk=classroom_id)


def _own_student(request, classroom_id, number: int) -> Student:
    classroom = _own_classroom(request, classroom_id)
    own = Student.objects.select_related("classroom__school")
    return get_object_or_404(own, classroom=classroom, number=number)


def _taken(number: int) -> str:
    return _(
        "Somebody in this class has number %(number)d or had it. Choose a number nobody has had."
    ) % {"number": number}
