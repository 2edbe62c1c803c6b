"""What acts on classes at work are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "curriculum.assign_module": _("Module given to a class"),
        "curriculum.end_assignment": _("Module taken back from a class"),
        "curriculum.count_running_year": _("Participation of the running school year counted"),
        "curriculum.finish_training_step": _("Step of the own training finished"),
        "curriculum.purge_year": _("Closed school year deleted"),
        "curriculum.replay_tombstones": _("Deletions repeated after a restore"),
    }
)
