"""What acts on classes at work are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "curriculum.assign_module": _("Module given to a class"),
        "curriculum.end_assignment": _("Module taken back from a class"),
        "curriculum.fix_survey_routes": _("Ways of classes into a survey round fixed"),
        "curriculum.purge_year": _("Closed school year deleted"),
        "curriculum.replay_tombstones": _("Deletions repeated after a restore"),
    }
)
