"""A student's certificate of completion, and the public page that confirms one."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from curriculum.actions import NotFinished, issue_certificate
from curriculum.certificate_codes import for_print
from curriculum.certificate_form import CertificateCodeForm
from curriculum.certificates import code_of, find_confirmed, find_issued, finished_on
from curriculum.models import ModulePage
from curriculum.views.learning import own_assignment
from schools.decorators import student_required


@student_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, assignment_id):
    """Ask for the certificate of a finished module (POST), then show the sheet to print."""
    assignment = own_assignment(request, assignment_id)
    if request.method == "POST":
        return _issue(request, assignment)
    code = code_of(assignment, request.student)
    issued = find_issued(code)
    # What was given out stays as it is: the sheet and the public page always name one day.
    day = issued.finished_on if issued else finished_on(assignment, request.student)
    if day is None:
        return redirect("curriculum:module", assignment.pk)
    context = {
        "assignment": assignment,
        "title": ModulePage.objects.title_in(get_language(), assignment.module),
        "finished_on": day,
        "code": for_print(code) if issued else "",
        "check_address": settings.PLATFORM_URL + reverse("curriculum:certificate-check"),
    }
    return render(request, "curriculum/certificate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_check(request):
    """Tell whoever holds a code what it stands for: module, level, day and school; no person."""
    form = CertificateCodeForm(request.POST or None)
    found = None
    if form.is_valid():
        found = find_confirmed(form.cleaned_data["code"], get_language())
    context = {"form": form, "found": found, "is_unknown": form.is_valid() and found is None}
    status = 422 if form.errors else 200
    return render(request, "curriculum/certificate_check.html", context, status=status)


def _issue(request, assignment):
    try:
        issue_certificate(assignment=assignment, student=request.student)
    except NotFinished:  # the page was open while an editor added a step
        return redirect("curriculum:module", assignment.pk)
    return redirect("curriculum:certificate", assignment.pk)
