"""What acts on lessons are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "lessons.load_lessons": _("Lesson loaded"),
    }
)
