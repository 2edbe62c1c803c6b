"""The question bank and files: upload, look at what would come, say yes; choose what goes out."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets import Button
from wagtail.snippets.permissions import get_permission_name
from wagtail.snippets.views.snippets import IndexView

from core.spreadsheet_reading import MOST_BYTES
from core.spreadsheet_reading.refusals import TooManyBytes
from core.uploads import bounded_upload
from quizzes.actions import ImportedAlready, QuestionUnfit, import_questions
from quizzes.exchange.records import ReadItem, Unwritten
from quizzes.exchange_files import CONTENT_TYPES, Format, write_questions
from quizzes.exchange_forms import ImportConfirmForm, ImportFileForm
from quizzes.exchange_words import FORMAT_NAMES, explain, explain_note, kind_name
from quizzes.exchanged_drafts import record_of
from quizzes.models import Question
from quizzes.papers import SOURCE_LANGUAGE

LIST = "wagtailsnippets_quizzes_question:list"
IMPORT = "wagtailsnippets_quizzes_question:import"
EXPORT = "wagtailsnippets_quizzes_question:export"
EXPORT_FILE = "wagtailsnippets_quizzes_question:export_file"


def may_add_required(view):
    """Let pass who may add questions.

    Raises:
        PermissionDenied: everybody else.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_perm(get_permission_name("add", Question)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@may_add_required
def _refuse_upload(request):
    """Say that the file is too large, without having read it."""
    messages.error(request, str(TooManyBytes()))
    return _show_form(request, ImportFileForm(user=request.user), status=413)


@require_http_methods(["GET", "HEAD", "POST"])
@bounded_upload(most_bytes=MOST_BYTES, otherwise=_refuse_upload)
@may_add_required
def import_file(request):
    """Ask for a file; one that is sent leads to the list of what it holds."""
    if request.method != "POST":
        return _show_form(request, ImportFileForm(user=request.user))
    form = ImportFileForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    context = {
        "form": ImportConfirmForm(user=request.user, initial={"sealed": form.sealed}),
        "rows": [_row(item) for item in form.reading.items],
        "taken": len(form.reading.questions),
        "refused": len(form.reading.refused),
    }
    return _render(request, "quizzes/exchange/preview.html", _("What the file holds"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_add_required
def import_confirm(request):
    """Make the drafts that the list showed."""
    form = ImportConfirmForm(request.POST or None, user=request.user)
    if not form.is_valid():
        messages.warning(request, _("Nothing was saved. Upload the file again."))
        return redirect(IMPORT)
    seen = form.cleaned_data["sealed"]
    try:
        made = import_questions(**seen, by=request.user)
    except ImportedAlready:
        messages.info(request, _("These questions are in the bank already. Nothing was added."))
    except (QuestionUnfit, ValidationError):
        messages.error(request, _("A question does not fit the bank. Nothing was saved."))
        return redirect(IMPORT)
    else:
        messages.success(request, _made_in_words(len(made)))
    return redirect(f"{reverse(LIST)}?locale={seen['language']}&ordering=-pk")


def _made_in_words(count: int) -> str:
    said = ngettext("%(count)d draft was made.", "%(count)d drafts were made.", count)
    return said % {"count": count}


class QuestionIndexView(IndexView):
    """The question bank, with the ways to bring questions in and take them out."""

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            asked = self.request.GET.urlencode()
            export = reverse(EXPORT) + (f"?{asked}" if asked else "")
            buttons += [
                Button(_("Import from a file"), url=reverse(IMPORT), icon_name="upload"),
                Button(_("Export to a file"), url=export, icon_name="download"),
            ]
        return buttons


class ExportView(QuestionIndexView):
    """The listed questions, and what each format can carry of them."""

    def get(self, request, *args, **kwargs):
        if not self.user_has_permission("add"):
            raise PermissionDenied
        asked = request.GET.get("locale")
        language = asked if asked in dict(settings.LANGUAGES) else SOURCE_LANGUAGE
        return self.answer(self._records(language), language)

    def answer(self, records: list, language: str) -> HttpResponse:
        """A page that lists, for each format, what would be missing."""
        context = {
            "formats": [self._format(form, records, language) for form in Format],
            "total": len(records),
            "empty": self.empty_count,
            "languages": [
                {"name": name, "url": self._url_in(code), "is_current": code == language}
                for code, name in settings.LANGUAGES
            ],
        }
        title = _("Export questions")
        return _render(self.request, "quizzes/exchange/export.html", title, context)

    def _format(self, form: Format, records: list, language: str) -> dict:
        """What a file in this format would hold, and where to get it."""
        written = write_questions(records, form, language=language)
        asked = self.request.GET.urlencode()
        return {
            "name": FORMAT_NAMES[form],
            "url": reverse(EXPORT_FILE, args=[form.value]) + (f"?{asked}" if asked else ""),
            "count": written.count,
            "unwritten": [_left(each) for each in written.unwritten],
        }

    def _url_in(self, language: str) -> str:
        """This page with the same filters, for the questions in a language."""
        asked = self.request.GET.copy()
        asked["locale"] = language
        return f"{reverse(EXPORT)}?{asked.urlencode()}"

    def _records(self, language: str) -> list:
        """The filtered list in its order, as files carry it; empty drafts cannot be."""
        keys = [question.pk for question in self.get_queryset()]
        related = Question.objects.select_related("category__parent", "locale")
        by_key = related.filter(locale__language_code=language).in_bulk(keys)
        records = [record for key in keys if key in by_key and (record := record_of(by_key[key]))]
        self.empty_count = len(by_key) - len(records)
        return records


class ExportFileView(ExportView):
    """The file itself."""

    def answer(self, records: list, language: str) -> HttpResponse:
        name = self.kwargs["form"]
        if name not in tuple(Format):
            raise Http404
        written = write_questions(records, Format(name), language=language)
        content_type, ending = CONTENT_TYPES[Format(name)]
        response = HttpResponse(written.data, content_type=content_type)
        file_name = f"questions-{language}-{timezone.localdate():%Y-%m-%d}.{ending}"
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response


def _show_form(request, form, *, status=200):
    title = _("Import questions")
    return _render(request, "quizzes/exchange/import.html", title, {"form": form}, status=status)


def _render(request, template, title, context, *, status=200):
    trail = [
        {"url": reverse(LIST), "label": _("Question bank")},
        {"url": "", "label": title},
    ]
    common = {"header_title": title, "page_title": title, "breadcrumbs_items": trail}
    return render(request, template, {**common, **context, "header_icon": "help"}, status=status)


def _row(item: ReadItem) -> dict:
    """An item of a file as a row of the list."""
    return {
        "item": item,
        "kind": kind_name(item.question.kind) if item.question else "",
        "problem": explain(item.problem, item.detail) if item.problem else "",
        "notes": [explain_note(*note) for note in item.notes],
    }


def _left(left: Unwritten) -> dict:
    """What a file would not hold, as a row of the list."""
    return {
        "number": left.number,
        "kind": kind_name(left.question.kind),
        "words": left.question.stem,
        "is_left_out": left.problem is not None,
        "reasons": [
            *([explain(left.problem)] if left.problem else []),
            *(explain_note(note) for note in left.notes),
        ],
    }
