"""Reports in the editor: facts to check, translations due, content against a rule, broken links."""

import django_filters
from django.conf import settings
from django.forms import RadioSelect
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from core.spreadsheets import Sheet, csv_bytes, xlsx_bytes
from lessons.upkeep import debt, facts, links, translations
from lessons.upkeep.findings import Finding

# Whoever may do one of these on some page is an editor or a reviewer.
ANY_PAGE_RIGHT = ["add", "change", "publish"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _one_of(choices, label) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        choices=choices, label=label, empty_label=_("All"), widget=RadioSelect
    )


class FindingFilters(django_filters.FilterSet):
    """Filters over a list of findings instead of rows."""

    language = _one_of(settings.LANGUAGES, _("Language"))

    def filter_queryset(self, queryset):
        wanted = {name: value for name, value in self.form.cleaned_data.items() if value}
        return [
            finding
            for finding in queryset
            if all(getattr(finding, name) == value for name, value in wanted.items())
        ]


class DueFactFilters(FindingFilters):
    """Overdue, or due soon."""

    state = _one_of(
        [(facts.OVERDUE, _("Past its check date")), (facts.SOON, _("To check within a month"))],
        _("State"),
    )


class TranslationFilters(FindingFilters):
    """How far behind the English is."""

    state = _one_of(
        [
            (translations.MISSING, _("No English version")),
            (translations.DRAFT, _("English is a draft")),
            (translations.BEHIND, _("English is older")),
        ],
        _("State"),
    )


class DebtFilters(FindingFilters):
    """Seen by students or not."""

    state = _one_of([(debt.LIVE, _("Published")), (debt.DRAFT, _("Draft"))], _("State"))


class LinkFilters(FindingFilters):
    """What is wrong with the link."""

    state = _one_of(
        [
            (links.GONE, _("Deleted")),
            (links.NOT_LIVE, _("Not published")),
            (links.ADDRESS, _("Address leads nowhere")),
        ],
        _("State"),
    )


class FindingReport(ReportView):
    """A list of findings with a filter, an empty state and guarded exports."""

    model = Page  # whose permission policy says who may see the report
    any_permission_required = ANY_PAGE_RIGHT
    slug = nothing_found = day_label = ""
    list_export = ["name", "kind", "language", "text", "day"]

    def find(self) -> list[Finding]:
        """Everything the report is about."""
        raise NotImplementedError

    def get_queryset(self):
        """The findings this person may act on: no title of a page outside one's own rights."""
        return [
            finding
            for finding in self.find()
            if not isinstance(finding.subject, Page) or self._edit_url(finding)
        ]

    def get_filterset_kwargs(self):
        # The library wants rows of a model; these filters never touch them.
        return {**super().get_filterset_kwargs(), "queryset": Page.objects.none()}

    @cached_property
    def columns(self):
        return [
            TitleColumn("name", label=_("Where to mend"), get_url=self._edit_url),
            Column("kind", label=_("Type")),
            Column("language_name", label=_("Language")),
            Column("text", label=_("What to mend")),
            *([Column("day", label=self.day_label)] if self.day_label else []),
        ]

    @cached_property
    def no_results_message(self):
        return _("Nothing fits this filter.") if self.is_filtering else self.nothing_found

    def get_index_url(self):
        return reverse(f"lessons_reports:{self.slug}")

    def get_index_results_url(self):
        return reverse(f"lessons_reports:{self.slug}-results")

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """The list as a file in which nothing an editor wrote is taken for a formula (T-55)."""
        columns = self.columns
        rows = [[_plain(column.get_value(finding)) for column in columns] for finding in queryset]
        title = str(self.page_title)
        sheet = Sheet(title, [str(column.label) for column in columns], rows)
        is_csv = spreadsheet_format == self.FORMAT_CSV
        response = HttpResponse(
            csv_bytes(sheet) if is_csv else xlsx_bytes([sheet]),
            content_type="text/csv; charset=utf-8" if is_csv else XLSX,
        )
        name = f"{self.slug}-{timezone.localdate():%Y-%m-%d}.{spreadsheet_format}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @cached_property
    def _finder(self) -> AdminURLFinder:
        return AdminURLFinder(self.request.user)

    def _edit_url(self, finding: Finding) -> str | None:
        url = self._finder.get_edit_url(finding.subject)
        return f"{url}#block-{finding.block}-section" if url and finding.block else url


class DueFactsReport(FindingReport):
    """Help numbers and laws to check again."""

    slug, page_title, header_icon = "due-facts", _("Facts to check"), "calendar-check"
    nothing_found = _("Every help number and law was checked in time.")
    day_label = _("Check by")
    filterset_class = DueFactFilters

    def find(self):
        return facts.find_due_facts(timezone.localdate())


class TranslationsReport(FindingReport):
    """What English readers do not get, or get in an older version."""

    slug, page_title, header_icon = "translations-due", _("Translations due"), "site"
    nothing_found = _("Everything published in Korean is there in English and up to date.")
    day_label = _("Korean published on")
    filterset_class = TranslationFilters

    def find(self):
        return translations.find_translations_due()


class DebtReport(FindingReport):
    """What would be refused if it were published now."""

    slug, page_title, header_icon = "checker-debt", _("Against the rules"), "warning"
    nothing_found = _("All content keeps the rules for publication.")
    filterset_class = DebtFilters

    def find(self):
        return debt.find_debt()


class BrokenLinksReport(FindingReport):
    """Links within the site that lead nowhere."""

    slug, page_title, header_icon = "broken-links", _("Broken links"), "link"
    nothing_found = _("Every link within the site leads somewhere.")
    filterset_class = LinkFilters

    def find(self):
        return links.find_broken_links()


REPORTS = (DueFactsReport, TranslationsReport, DebtReport, BrokenLinksReport)


def report_urls() -> list:
    """Each report as a page, and as the list alone for its own script."""
    return [
        url
        for report in REPORTS
        for url in (
            path(f"{report.slug}/", report.as_view(), name=report.slug),
            path(
                f"{report.slug}/results/",
                report.as_view(results_only=True),
                name=f"{report.slug}-results",
            ),
        )
    ]


def _plain(value) -> str:
    return "" if value is None else str(value)
