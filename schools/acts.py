"""What acts on schools, classes and staff are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from core.audit_acts import register_acts

register_acts(
    {
        "schools.sign_in": _("Password of the staff sign-in"),
        "schools.load_offices": _("Offices of education loaded"),
        "schools.load_schools": _("Register of schools loaded"),
        "schools.make_school": _("School added or changed"),
        "schools.end_school": _("School closed or merged"),
        "schools.make_classroom": _("Class made"),
        "schools.apply_roster": _("Roster of a school applied"),
        "schools.roll_over": _("Changed to the new school year"),
        "schools.add_student": _("Number added to a class"),
        "schools.let_student_leave": _("Student left the class"),
        "schools.bring_student_back": _("Student came back to the class"),
        "schools.move_student": _("Student moved to another class"),
        "schools.issue_pins": _("PINs issued"),
        "schools.unlock_student": _("Student unlocked"),
        "schools.unlock_everybody": _("Whole class unlocked"),
        "schools.switch_nicknames": _("Nicknames turned on or off"),
        "schools.open_join_code": _("Class code opened"),
        "schools.rotate_join_code": _("Class code replaced"),
        "schools.close_join_code": _("Class code closed"),
        "schools.raise_alarm": _("Many wrong tries at a class code"),
        "schools.grant_role": _("Role given"),
        "schools.end_role": _("Role ended"),
        "schools.move_last_day": _("Last day of a role moved"),
        "schools.invite_again": _("Invitation sent again"),
        "schools.accept_invitation": _("Invitation accepted"),
        "schools.provision_staff": _("Staff brought up to date from a file"),
        "schools.disable_account": _("Account closed"),
        "schools.enable_account": _("Account opened again"),
        "schools.reset_second_factor": _("Second step of sign-in taken away"),
    }
)
