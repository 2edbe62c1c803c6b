"""A class over all its modules."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curriculum.class_results import read_class_results
from curriculum.class_results_sheet import class_results_codebook, class_results_sheet
from curriculum.progress import State
from curriculum.results import state_word
from curriculum.results_order import Order
from curriculum.views.files import file_of
from curriculum.views.teaching import own_classroom, run_class_required


@run_class_required
@require_safe
def class_results(request, classroom_id):
    """Students by modules, sorted and narrowed as the address asks; the distribution below."""
    results = read_class_results(own_classroom(request, classroom_id), get_language())
    order = Order.asked(request.GET, len(results.columns))
    context = {
        "classroom": results.classroom,
        "results": results,
        "order": order,
        "heads": order.heads(results),
        "number_head": (order.link(None), order.aria(None)),
        "rows": order.rows(results),
        "states": [(state, state_word(state)) for state in State],
        "read_at": timezone.now(),
    }
    return render(request, "curriculum/class_results.html", context)


@run_class_required
@require_safe
def class_results_file(request, classroom_id, file_type):
    """The same as a file, everybody in it."""
    results = read_class_results(own_classroom(request, classroom_id), get_language())
    names = {"about": "results", "key": classroom_id.hex[:8]}
    codebook = class_results_codebook()
    sheet = class_results_sheet(results)
    return file_of(sheet, file_type=file_type, codebook=codebook, **names)
