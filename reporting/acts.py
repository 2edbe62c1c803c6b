"""What acts on survey rounds and their tables are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "reporting.prepare_round": _("Survey round prepared"),
        "reporting.change_round": _("Survey round changed before its review"),
        "reporting.ask_step": _("Step of a survey round asked for"),
        "reporting.withdraw_step": _("Request for a step of a survey round taken back"),
        "reporting.review_round": _("Survey round reviewed"),
        "reporting.allow_tabulation": _("Opening the answers of a round allowed"),
        "reporting.destroy_round": _("Keys and sealed answers of a round destroyed"),
        "reporting.copy_instrument": _("New version of the questionnaire begun"),
        "reporting.change_instrument": _("Questionnaire changed"),
        "reporting.submit_instrument": _("Questionnaire handed in for approval"),
        "reporting.return_instrument": _("Questionnaire sent back to its authors"),
        "reporting.approve_instrument": _("Questionnaire approved"),
        "reporting.open_round": _("Survey round opened"),
        "reporting.finish_opening": _("Keys and codes of a survey round made, round open"),
        "reporting.close_round": _("Survey round closed"),
        "reporting.take_microdata": _("Answers of a round taken in"),
        "reporting.make_synthetic_round": _("Round of synthetic data made"),
        "reporting.declare_publication": _("Tables of a round declared"),
        "reporting.draft_release": _("Release drafted"),
        "reporting.gate_release": _("Release taken through the gate"),
        "reporting.ask_gate_again": _("Release sent to the gate once more"),
        "reporting.review_release": _("Release reviewed"),
        "reporting.approve_release": _("Release approved"),
        "reporting.publish_release": _("Release published"),
        "reporting.correct_release": _("Release corrected"),
        "reporting.hand_out_file": _("File of a release handed out"),
        "reporting.withdraw_release": _("Release withdrawn"),
        "reporting.enter_tally": _("Week of the office tally entered"),
        "reporting.correct_tally": _("Week of the office tally corrected"),
        "reporting.load_tally_reference": _("Published wave of the tally loaded"),
        "reporting.download_tally": _("Office tally downloaded"),
        "reporting.request_export": _("File of a release asked for"),
        "reporting.allow_export": _("File of a release allowed"),
        "reporting.refuse_export": _("File of a release refused"),
        "reporting.fetch_export": _("File of a release downloaded"),
    }
)
