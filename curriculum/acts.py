"""What acts on classes at work are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "curriculum.assign_module": _("Module given to a class"),
        "curriculum.end_assignment": _("Module taken back from a class"),
        "curriculum.link_course": _("Course of a learning platform linked with a class"),
        "curriculum.unlink_course": _("Course of a learning platform taken from a class"),
        "curriculum.forget_lti_seat": _("Remembered seat of a learning platform forgotten"),
        "curriculum.add_lti_platform": _("Learning platform registered"),
        "curriculum.remove_lti_platform": _("Learning platform removed"),
        "curriculum.purge_year": _("Closed school year deleted"),
        "curriculum.replay_tombstones": _("Deletions repeated after a restore"),
    }
)
