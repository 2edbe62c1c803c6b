"""Pages that belong to no feature: a refused form, and the audit trail."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.actions import MonthNotOver, SignedAlready, sign_month
from core.audit_alarms import alarms_since
from core.audit_months import Month
from core.audit_questions import questions_of
from core.audit_search import find_entries, read_page
from core.forms import AuditSearchForm, SignMonthForm
from core.guards import permission_needed
from core.models import AuditCheck, AuditEntry, AuditReview

# The check is meant to run every night.
CHECK_IS_STALE_AFTER = timedelta(days=2)
ALARMS_SHOWN_FOR = timedelta(days=7)


def csrf_failure(request, reason=""):
    """The page was open for too long or cookies are off: say so, and that nothing was stored."""
    return render(request, "403_csrf.html", status=403)


@require_safe
@permission_needed("core.view_audit")
def audit(request):
    """The trail, the newest first, as far as it fits what was asked for."""
    form = AuditSearchForm(request.GET)
    found = find_entries(**form.cleaned_data) if form.is_valid() else AuditEntry.objects.none()
    last_month = Month.of(timezone.now()).previous
    context = {
        "form": form,
        "is_narrowed": any(form.data.get(name) for name in form.fields),
        "page": read_page(found, request.GET.get("before", "")),
        "last_month": last_month,
        "review": AuditReview.objects.of_month(last_month).first(),
        "alarms": alarms_since(timezone.now() - ALARMS_SHOWN_FOR).count(),
        **_state_of_chains(),
    }
    return render(request, "core/audit.html", context)


@require_safe
@permission_needed("core.view_audit")
def audit_month(request, month):
    """One month's sheet: what to ask about, and whether the review is signed off."""
    return _show_month(request, _month(month), SignMonthForm())


@require_POST
@permission_needed("core.sign_audit")
def audit_sign(request, month):
    """Sign off the review of a month that is over."""
    month, form = _month(month), SignMonthForm(request.POST)
    if not form.is_valid():
        return _show_month(request, month, form)
    try:
        sign_month(month=month, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The review is signed off."))
    except MonthNotOver:
        messages.error(request, _("This month is not over. Sign it off when it is."))
    except SignedAlready:
        messages.warning(request, _("Somebody signed this review a moment before you."))
    return redirect("core:audit-month", month)


def _show_month(request, month: Month, form):
    context = {
        "month": month,
        "is_over": timezone.now() >= month.end,
        "questions": questions_of(month),
        "review": AuditReview.objects.of_month(month).first(),
        "form": form,
        **_state_of_chains(),
    }
    return render(request, "core/audit_month.html", context)


def _month(text: str) -> Month:
    try:
        month = Month.parse(text)
    except ValueError as problem:
        raise Http404 from problem
    if month.start > timezone.now():
        raise Http404
    return month


def _state_of_chains() -> dict:
    check = AuditCheck.objects.order_by("-id").first()
    is_stale = check is not None and check.at < timezone.now() - CHECK_IS_STALE_AFTER
    return {"check": check, "is_check_stale": is_stale}
