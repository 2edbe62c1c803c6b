"""What editors see on the first page of the editor: what is overdue, what is not translated."""

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component

from lessons.upkeep.facts import OVERDUE, find_due_facts
from lessons.upkeep.translations import find_translations_due

MOST_SHOWN = 5


class UpkeepPanel(Component):
    """The first few translations due, and how many facts are past their check date."""

    name = "upkeep"
    template_name = "lessons/upkeep_panel.html"
    order = 120

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        finder = AdminURLFinder(self.user)
        due = [
            {"finding": finding, "url": url}
            for finding in find_translations_due()
            if (url := finder.get_edit_url(finding.subject))
        ]
        facts = find_due_facts(timezone.localdate())
        return {
            "translations": due[:MOST_SHOWN],
            "translation_count": len(due),
            "translations_url": reverse("lessons_reports:translations-due"),
            "overdue_count": sum(finding.state == OVERDUE for finding in facts),
            "facts_url": reverse("lessons_reports:due-facts"),
        }
