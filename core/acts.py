"""What acts on the furniture are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "core.raise_alarm": _("Alarm: unusually many acts of one person"),
        "core.sign_month": _("Month's review signed off"),
    }
)
