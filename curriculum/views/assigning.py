"""Giving a module to classes, with a look at it first; taking it back; giving it once more."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.context_processors import language_links
from curriculum.actions import (
    AlreadyAssigned,
    Terms,
    TooLateToUndo,
    assign_to_classes,
    undo_assigning,
)
from curriculum.assign_drafts import drop_draft, find_draft, keep_draft
from curriculum.assign_preview import AssignPreview, touches_on_harm
from curriculum.forms import AssignForm
from curriculum.models import Assignment, AssignmentBatch
from curriculum.module_versions import read_version
from curriculum.rules_form import written
from curriculum.views.teaching import run_class_required, running_classroom
from schools.models import Classroom


@run_class_required
@require_safe
def assign(request, classroom_id):
    """Choose a module, classes and times; a key in the address brings back what was written."""
    classroom = running_classroom(request, classroom_id)
    draft = find_draft(request.session, request.GET.get("key"))
    initial = {**AssignForm.suggested(), "classes": [classroom.pk], **request.GET.dict()}
    if draft is not None:
        initial |= draft.dict() | {"classes": draft.getlist("classes")}
    form = _form(request, classroom, initial=initial)
    return _show_form(request, classroom, form)


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign_check(request, classroom_id):
    """Show what will happen, before children see it; `confirmed` then does it.

    A GET with a key shows the same again: it is where the links to the other language lead.
    """
    classroom = running_classroom(request, classroom_id)
    data = request.POST if request.method == "POST" else _draft(request)
    if data is None:  # opened anew, or too long ago
        return redirect("curriculum:assign", classroom.pk)
    form = _form(request, classroom, data)
    is_valid = form.is_valid()
    key = form.cleaned_data.get("key") or uuid4()
    keep_draft(request.session, key, data)
    if not is_valid:
        return _show_form(request, classroom, form, key=key, status=422)
    return _go_on(request, classroom, form, data)


@run_class_required
@require_safe
def assignment_copy(request, assignment_id):
    """The form filled in like an assignment there is, for other classes."""
    own = Assignment.objects.visible_to(request.user).select_related("classroom", "batch")
    assignment = get_object_or_404(own, pk=assignment_id)
    key, now = uuid4(), timezone.now()
    draft = QueryDict(mutable=True)
    draft.update({**written(assignment.rule_changes), "module": str(assignment.module_id)})
    if assignment.closes_at and assignment.closes_at > now:
        closes = timezone.localtime(assignment.closes_at)
        draft.update({"closes_on": f"{closes:%Y-%m-%d}", "closes_time": f"{closes:%H:%M}"})
    keep_draft(request.session, key, draft)
    address = reverse("curriculum:assign", args=[assignment.classroom_id])
    return redirect(f"{address}?{urlencode({'key': key})}")


@require_POST
@run_class_required
def assigning_undo(request, batch_id):
    """Take back what was given a moment ago; only who gave it may."""
    mine = AssignmentBatch.objects.made_by(request.user)
    batch = get_object_or_404(mine, pk=batch_id)
    try:
        begun = undo_assigning(batch=batch, by=request.user)
    except TooLateToUndo:
        messages.error(request, _("Ten minutes have passed. You can end it on the board."))
    else:
        messages.success(request, _undone_in_words(begun))
    classrooms = set(batch.assignments.values_list("classroom", flat=True))
    if len(classrooms) == 1:
        return redirect("curriculum:class-board", *classrooms)
    return redirect("curriculum:class-list")


def _form(request, classroom, data=None, *, initial=None) -> AssignForm:
    mine = Classroom.objects.visible_to(request.user).of_year(classroom.school_year)
    in_order = mine.select_related("school").order_by("school", "grade", "class_number")
    return AssignForm(data, initial=initial, classroom=classroom, classes=in_order)


def _go_on(request, classroom, form, data):
    """What a form without mistakes leads to: done, in the way of another, or looked at first."""
    wanted, is_confirmed = form.cleaned_data, "confirmed" in data
    needs_notice = touches_on_harm(wanted["module"])
    has_read = "has_read_notice" in data or not needs_notice
    version = read_version(wanted["module"]).code
    # What was given before an answer was lost is given, whatever was published since.
    is_new = not AssignmentBatch.objects.made_by(request.user).given(wanted["batch_key"])
    has_changed = is_confirmed and is_new and wanted["checked_version"] != version
    if is_confirmed and has_read and not has_changed:
        return _assign(request, classroom, form, has_read_notice=needs_notice)
    if clashes := _clashes(wanted):
        return _conflict(request, classroom, form, clashes)
    problems = {"has_changed": has_changed, "is_refused": is_confirmed and not has_read}
    return _show_check(request, classroom, form, version, problems)


def _draft(request) -> QueryDict | None:
    return find_draft(request.session, request.GET.get("key"))


def _show_form(request, classroom, form, *, key=None, status=200):
    context = {"classroom": classroom, "form": form}
    if key:
        context["language_links"] = _links(classroom, key)
    return render(request, "curriculum/assign.html", context, status=status)


def _show_check(request, classroom, form, version: str, problems: dict[str, bool]):
    wanted = form.cleaned_data
    title = form.fields["module"].title_of(wanted["module"])
    times = (wanted["opens_at"], wanted["closes_at"])
    rules = form.rule_changes()
    preview = AssignPreview(wanted["module"], title, *times, rules, get_language())
    context = {
        "classroom": classroom,
        "form": form,
        "preview": preview,
        "classes": _with_counts(wanted["classes"]),
        "version": version,
        "language_links": _links(classroom, wanted["key"]),
        **problems,
    }
    status = 422 if any(problems.values()) else 200
    return render(request, "curriculum/assign_check.html", context, status=status)


def _assign(request, classroom, form, *, has_read_notice: bool):
    wanted = form.cleaned_data
    terms = Terms(
        opens_at=wanted["opens_at"],
        closes_at=wanted["closes_at"],
        changes=form.rule_changes(),
        module_version=wanted["checked_version"],
        has_read_notice=has_read_notice,
    )
    who = {"classrooms": wanted["classes"], "students": wanted["students"]}
    given = {"key": wanted["batch_key"], "module": wanted["module"], "terms": terms}
    try:
        assign_to_classes(**given, **who, by=request.user)
    except AlreadyAssigned as conflict:
        return _conflict(request, classroom, form, conflict.assignments)
    drop_draft(request.session, wanted["key"])
    messages.success(request, _("Assigned. Students see it on their first page."))
    if len(wanted["classes"]) == 1:
        return redirect("curriculum:class-board", wanted["classes"][0].pk)
    return redirect("curriculum:class-list")


def _clashes(wanted: dict) -> list[Assignment]:
    ids = [each.pk for each in wanted["classes"]]
    found = Assignment.objects.clashing_with(ids, wanted["module"], wanted["students"])
    return list(found.select_related("classroom__school", "batch"))


def _conflict(request, classroom, form, clashes):
    having = {each.classroom_id for each in clashes}
    others = [each for each in form.cleaned_data["classes"] if each.pk not in having]
    context = {"classroom": classroom, "form": form, "clashes": clashes, "others": others}
    context["rules"] = form.rule_changes()
    context["language_links"] = _links(classroom, form.cleaned_data["key"])
    return render(request, "curriculum/assign_conflict.html", context, status=409)


def _links(classroom, key) -> list[dict]:
    """Language links to a page that shows what this answer to a POST shows."""
    address = reverse("curriculum:assign-check", args=[classroom.pk])
    return language_links(address, urlencode({"key": key}))


def _with_counts(classes) -> list[tuple[Classroom, int]]:
    counted = Classroom.objects.filter(pk__in=[each.pk for each in classes]).with_size()
    sizes = dict(counted.values_list("pk", "size"))
    return [(each, sizes[each.pk]) for each in classes]


def _undone_in_words(begun: int) -> str:
    if not begun:
        return _("Undone. No student sees it any more.")
    said = ngettext(
        "Undone. %(count)d student had begun and keeps what was done.",
        "Undone. %(count)d students had begun and keep what was done.",
        begun,
    )
    return said % {"count": begun}
