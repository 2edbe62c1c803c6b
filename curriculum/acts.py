"""What acts on classes at work are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "curriculum.assign_module": _("Module given to a class"),
        "curriculum.undo_assigning": _("Module given by mistake taken back"),
        "curriculum.end_assignment": _("Module taken back from a class"),
        "curriculum.start_lesson": _("Lesson with a class started"),
        "curriculum.pause_screens": _("Screens of a class paused"),
        "curriculum.resume_screens": _("Screens of a class go on"),
        "curriculum.lead_class": _("Class led to a step"),
        "curriculum.free_class": _("Class goes on at its own pace"),
        "curriculum.show_answers": _("Answers to a question shown on the projector"),
        "curriculum.hide_answers": _("Answers to a question taken off the projector"),
        "curriculum.settle_help": _("Call for help settled"),
        "curriculum.count_running_year": _("Participation of the running school year counted"),
        "curriculum.finish_training_step": _("Step of the own training finished"),
        "curriculum.fix_survey_routes": _("Ways of classes into a survey round fixed"),
        "curriculum.link_course": _("Course of a learning platform linked with a class"),
        "curriculum.unlink_course": _("Course of a learning platform taken from a class"),
        "curriculum.forget_lti_seat": _("Remembered seat of a learning platform forgotten"),
        "curriculum.add_lti_platform": _("Learning platform registered"),
        "curriculum.remove_lti_platform": _("Learning platform removed"),
        "curriculum.purge_year": _("Closed school year deleted"),
        "curriculum.replay_tombstones": _("Deletions repeated after a restore"),
    }
)
