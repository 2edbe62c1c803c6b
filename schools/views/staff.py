"""Where a member of staff arrives."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@require_safe
@login_required
def staff_home(request):
    """Lead to the page the person's work starts on."""
    if not request.user.roles:
        return render(request, "schools/no_role.html")
    return redirect(request.user.roles[0].home)
