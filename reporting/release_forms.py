"""What is filled in on the way of a release. Times are Korean time."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.moment_fields import DayField, MomentField, korean_moment
from reporting.models.exports import PURPOSE_LENGTH

SENTENCE = forms.Textarea(attrs={"rows": 3, "class": "input"})
KEPT = _("Kept in the audit trail with your name.")


class PurposeForm(forms.Form):
    """What tables are for."""

    purpose = forms.CharField(
        label=_("What are these tables for?"),
        min_length=5,
        max_length=PURPOSE_LENGTH,
        help_text=KEPT,
        error_messages={
            "required": _("Write in one sentence what the tables are for."),
            "min_length": _("Write a little more: what are they for?"),
        },
    )


class DeclareForm(forms.Form):
    """That whoever declares knows it is for good."""

    understood = forms.BooleanField(
        label=_("I know that the tables of a round are declared once and cannot be changed."),
        error_messages={"required": _("Tick this to declare the tables.")},
    )


class StepForm(forms.Form):
    """What a step of a release is told."""

    def facts(self) -> dict:
        """Arguments of the step's action, once the form is valid."""
        return self.cleaned_data


class ReviewForm(StepForm):
    """What the reviewer looked at."""

    note = forms.CharField(
        label=_("What you looked at, and what you found"),
        max_length=PURPOSE_LENGTH,
        widget=SENTENCE,
        help_text=KEPT,
        error_messages={"required": _("Write what you looked at.")},
    )


class ApproveForm(StepForm):
    """The minute at which everything of the release becomes public."""

    publish_on = DayField(label=_("Published on"))
    publish_time = MomentField(label=_("Minute of publication"))
    understood = forms.BooleanField(
        label=_("I have read the tables and know that what was published stays in the ledger."),
        error_messages={"required": _("Tick this to approve.")},
    )

    def __init__(self, *args, **kwargs):
        tomorrow = timezone.localdate() + timedelta(days=1)
        initial = {"publish_on": tomorrow, "publish_time": "09:30"}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        """The minute of publication; it is not past."""
        cleaned = super().clean()
        if {"publish_on", "publish_time"} <= cleaned.keys():
            publish_at = korean_moment(cleaned["publish_on"], cleaned["publish_time"])
            if publish_at < timezone.now() - timedelta(minutes=1):
                self.add_error("publish_time", _("This minute is past. Choose a later one."))
            cleaned["publish_at"] = publish_at
        return cleaned

    def facts(self) -> dict:
        """Of all that was filled in, `approve_release` is told the minute."""
        return {"publish_at": self.cleaned_data["publish_at"]}


class ReasonForm(StepForm):
    """A reason the public reads."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=5,
        max_length=PURPOSE_LENGTH,
        widget=SENTENCE,
        help_text=_("Everybody reads it on the page of the release."),
        error_messages={
            "required": _("Write the reason; nothing is corrected or withdrawn silently."),
            "min_length": _("Write a little more: what is the reason?"),
        },
    )


class ExportForm(forms.Form):
    """Which file, and what for."""

    file_name = forms.ChoiceField(label=_("File"), widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("What will you use this for?"),
        min_length=5,
        max_length=PURPOSE_LENGTH,
        help_text=_("One sentence. It is kept in the audit trail with your name and the time."),
        error_messages={
            "required": _("Write in one sentence what the file is for."),
            "min_length": _("Write a little more: what is the file for?"),
        },
    )

    def __init__(self, *args, files, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file_name"].choices = [(file.name, file.name) for file in files]
        self.fields["file_name"].initial = files[0].name if files else None


class DecideForm(forms.Form):
    """Allow an export, or refuse it with a reason."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("allow", _("Allow: the file can be fetched for 24 hours")),
            ("refuse", _("Refuse")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = forms.CharField(
        label=_("Reason for a refusal"),
        required=False,
        max_length=PURPOSE_LENGTH,
        help_text=_("Whoever asked reads it."),
    )

    def clean(self):
        """A refusal says why."""
        cleaned = super().clean()
        if cleaned.get("decision") == "refuse" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write why the file is not handed out."))
        return cleaned
