"""Teachers say which class a course of a learning platform is, and take it back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.actions.launches import (
    CourseLinked,
    forget_seat,
    link_course,
    unlink_course,
    use_launch,
)
from curriculum.exchange.lti import launch_url
from curriculum.lti_forms import CourseForm, module_links
from curriculum.models import Assignment, LtiCourse, LtiLaunch, LtiSeat, ModulePage
from curriculum.views.lti import LaunchOver, own_launch
from curriculum.views.teaching import own_classroom, run_class_required


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def course_link(request, launch_id):
    """A teacher's launch: to the class the course is linked with, or the question which it is."""
    try:
        launch = own_launch(request, launch_id, LtiLaunch.Kind.TEACH)
    except LaunchOver as over:
        raise Http404 from over
    if course := LtiCourse.objects.behind(launch).first():
        return _to_class(request, launch, course)
    form = CourseForm(request.POST or None, user=request.user)
    if not form.is_valid():
        context = {"form": form, "platform": launch.deployment.registration}
        return render(request, "curriculum/lti_course_link.html", context)
    try:
        course = link_course(
            launch=launch, classroom=form.cleaned_data["classroom"], by=request.user
        )
    except CourseLinked:  # somebody else was quicker
        return redirect("lti:course-link", launch.pk)
    messages.success(request, _("The course is linked. Students now come in with number and PIN."))
    return _to_class(request, launch, course)


def _to_class(request, launch: LtiLaunch, course: LtiCourse):
    """The board when the module runs, else the page to give it, with the module chosen."""
    if not LtiCourse.objects.visible_to(request.user).filter(pk=course.pk).exists():
        return render(request, "curriculum/lti_foreign.html", status=403)
    use_launch(launch=launch)
    given = Assignment.objects.running().filter(
        classroom=course.classroom_id, module__translation_key=launch.module_key
    )
    module = ModulePage.objects.assignable().filter(translation_key=launch.module_key).first()
    if module is None or given.exists():
        return redirect("curriculum:class-board", course.classroom_id)
    address = reverse("curriculum:assign", args=[course.classroom_id])
    return redirect(f"{address}?{urlencode({'module': module.pk})}")


@run_class_required
@require_safe
def courses(request, classroom_id):
    """What links a class with learning platforms, and whose seats are remembered."""
    classroom = own_classroom(request, classroom_id)
    linked = classroom.lti_courses.select_related("deployment__registration")
    context = {
        "classroom": classroom,
        "courses": linked.prefetch_related("seats__student"),
        "links": module_links(),
        "launch_url": launch_url(),
    }
    return render(request, "curriculum/lti_courses.html", context)


@require_POST
@run_class_required
def course_unlink(request, course_id):
    """Take a link back; who came through it has to say number and PIN again."""
    own = LtiCourse.objects.visible_to(request.user).select_related("classroom__school")
    course = get_object_or_404(own, pk=course_id)
    unlink_course(course=course, by=request.user)
    messages.success(request, _("The course is no longer linked, and nobody's seat is remembered."))
    return redirect("lti:courses", course.classroom_id)


@require_POST
@run_class_required
def seat_forget(request, seat_id):
    """Ask one student for number and PIN again at the next launch."""
    visible = LtiCourse.objects.visible_to(request.user)
    own = LtiSeat.objects.filter(course__in=visible).select_related("course__classroom__school")
    seat = get_object_or_404(own, pk=seat_id)
    forget_seat(seat=seat, by=request.user)
    messages.success(request, _("Forgotten. The next launch asks for number and PIN."))
    return redirect("lti:courses", seat.course.classroom_id)
