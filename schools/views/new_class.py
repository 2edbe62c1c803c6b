"""One class made by hand, by the teacher who needs it now or by the school's administrator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from schools.actions import ClassExists, make_own_class
from schools.decorators import staff_required
from schools.forms_rosters import ClassForm
from schools.models import School
from schools.roles import Permission


@staff_required(Permission.MAKE_CLASS)
@require_http_methods(["GET", "HEAD", "POST"])
def class_new(request, neis_code):
    """Make one class; a teacher who makes it teaches it."""
    mine = School.objects.visible_to(request.user, Permission.MAKE_CLASS)
    school = get_object_or_404(mine.valid_on(timezone.localdate()), neis_code=neis_code)
    manages_roster = School.objects.visible_to(request.user).filter(pk=school.pk).exists()
    form = ClassForm(request.POST or None, school=school, asks_whose=manages_roster)
    if form.is_valid() and (made := _make(request, school, form)):
        return made
    context = {"school": school, "form": form, "manages_roster": manages_roster}
    status = 422 if form.errors else 200
    return render(request, "schools/class_new.html", context, status=status)


def _make(request, school, form):
    """Make the class and lead to what comes next; None where there is one already."""
    wanted = form.wanted()
    try:
        classroom = make_own_class(school=school, by=request.user, **wanted)
    except ClassExists:
        form.add_error(
            "class_number",
            _(
                "This class exists already. The school's administrator can enter you as its"
                " teacher."
            ),
        )
        return None
    if not wanted["is_own"]:
        messages.success(request, _("%(classroom)s is made.") % {"classroom": classroom})
        return redirect("schools:roster", school.neis_code)
    messages.success(
        request,
        _("%(classroom)s is made. Print the PIN cards next.") % {"classroom": classroom},
    )
    return redirect("schools:pin-cards", classroom.pk)
