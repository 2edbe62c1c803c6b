"""What a teacher may change of the rules of quizzes for one assignment; empty: as they say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models.quizzes import Feedback
from quizzes.rule_changes import ANY_NUMBER, RuleChanges

AS_IT_SAYS = ("", _("As the quiz says"))
PRACTICE, ANY = "practice", "any"
ATTEMPTS = [
    AS_IT_SAYS,
    ("1", _("One counts")),
    ("2", _("Two count")),
    ("3", _("Three count")),
    (ANY, _("Any number counts")),
    (PRACTICE, _("Practice only: none counts")),
]
YES, NO = "yes", "no"


class RulesForm(forms.Form):
    """The part of the assign form that most teachers leave as it is."""

    attempts = forms.ChoiceField(label=_("Attempts"), choices=ATTEMPTS, required=False)
    practice = forms.ChoiceField(
        label=_("Practising afterwards"),
        choices=[AS_IT_SAYS, (YES, _("Allowed")), (NO, _("Not allowed"))],
        required=False,
    )
    feedback = forms.ChoiceField(
        label=_("When students see what was right"),
        choices=[AS_IT_SAYS, *Feedback.choices],
        required=False,
    )
    pass_mark = forms.IntegerField(
        label=_("Pass mark (per cent)"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Empty: as the quiz says. 0: no pass mark."),
    )
    minutes = forms.IntegerField(
        label=_("Time limit in minutes"),
        min_value=0,
        max_value=180,
        required=False,
        help_text=_("Best left empty. 0: no limit, whatever the quiz says."),
    )

    @property
    def has_changes(self) -> bool:
        """Whether anything of the rules was filled in or is wrong: then they are shown open."""
        return any(self[name].value() not in (None, "") for name in RulesForm.base_fields)

    def rule_changes(self) -> RuleChanges:
        """What was changed; of a valid form."""
        said = self.cleaned_data
        attempts, practice = said["attempts"], said["practice"]
        limits = {"": None, PRACTICE: None, ANY: ANY_NUMBER}
        return RuleChanges(
            feedback=said["feedback"],
            pass_mark=said["pass_mark"],
            attempt_limit=limits[attempts] if attempts in limits else int(attempts),
            is_practice_only=attempts == PRACTICE,
            allows_practice=None if practice == "" else practice == YES,
            minutes=said["minutes"],
        )


def written(changes: RuleChanges) -> dict:
    """The fields of the form that say these changes; for giving a module once more."""
    attempts = ""
    if changes.is_practice_only:
        attempts = PRACTICE
    elif changes.attempt_limit is not None:
        attempts = str(changes.attempt_limit or ANY)
    practice = {None: "", True: YES, False: NO}[changes.allows_practice]
    numbers = {"pass_mark": changes.pass_mark, "minutes": changes.minutes}
    return {
        "attempts": attempts,
        "practice": practice,
        "feedback": changes.feedback,
        **{name: "" if value is None else value for name, value in numbers.items()},
    }
