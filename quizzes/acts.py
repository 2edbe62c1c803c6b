"""What acts on quizzes are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "quizzes.allow_reopen": _("Handed-in quiz opened again"),
        "quizzes.allow_extra_attempt": _("One more quiz attempt given"),
        "quizzes.allow_later_closing": _("More days for a quiz given"),
        "quizzes.allow_more_time": _("Longer time limit for quizzes given"),
        "quizzes.import_old_quizzes": _("Quizzes of an old application taken over"),
        "quizzes.import_questions": _("Questions imported from a file"),
        "quizzes.mark_answer": _("Answer marked by a person"),
        "quizzes.regrade_attempts": _("Results computed anew by a corrected quiz"),
        "quizzes.release_answers": _("Answers of a quiz shown to the class"),
    }
)
