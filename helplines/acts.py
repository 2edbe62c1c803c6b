"""What acts on help channels are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "helplines.load_help_channels": _("Help channel loaded"),
    }
)
