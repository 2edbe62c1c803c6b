"""Modules for those who teach them: what there is, the plan, the pack."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curriculum.models import Assignment, ModulePage
from curriculum.teaching_packs import TeachingPack, find_pack
from curriculum.views.teaching import run_class_required


@run_class_required
@require_safe
def module_list(request):
    """The published modules by school level."""
    modules = list(ModulePage.objects.assignable())
    titles = ModulePage.objects.titles_in(get_language(), [m.translation_key for m in modules])
    rows = [(module, titles.get(module.translation_key, module.title)) for module in modules]
    return render(request, "curriculum/module_list.html", {"rows": rows})


@run_class_required
@require_safe
def lesson_plan(request, module_key):
    """Objectives, places in the curriculum, minutes of each step, notes for the teacher."""
    return _show(request, module_key, "curriculum/lesson_plan.html")


@run_class_required
@require_safe
def slides(request, module_key):
    """The steps of the lessons one by one for the projector; without a number all, to print."""
    pack = _pack(module_key)
    shown = pack.slides
    number = request.GET.get("slide", "")
    if not number:
        return _render(request, "curriculum/slides.html", pack)
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        raise Http404
    if not 1 <= int(number) <= len(shown):
        raise Http404
    lesson, step = shown[int(number) - 1]
    context = {"number": int(number), "total": len(shown), "lesson": lesson, "step": step}
    return _render(request, "curriculum/slide.html", pack, **context)


@run_class_required
@require_safe
def worksheet(request, module_key):
    """What the lessons ask, on paper, without answers and without a place for a name."""
    return _show(request, module_key, "curriculum/worksheet.html")


@run_class_required
@require_safe
def family_letter(request, module_key):
    """What the editors wrote to families."""
    return _show(request, module_key, "curriculum/family_letter.html")


def _show(request, module_key: UUID, template: str):
    return _render(request, template, _pack(module_key))


def _render(request, template: str, pack: TeachingPack, **context):
    return render(request, template, {"pack": pack, "given": _given(request), **context})


def _pack(module_key: UUID) -> TeachingPack:
    pack = find_pack(module_key, get_language())
    if pack is None:
        raise Http404
    return pack


def _given(request) -> Assignment | None:
    """The assignment a reprint is for; the sheet says whether the module changed since."""
    try:
        key = UUID(request.GET["assignment"])
    except (KeyError, ValueError):
        return None
    own = Assignment.objects.visible_to(request.user).exclude(batch__module_version="")
    return own.select_related("batch", "classroom").filter(pk=key).first()
