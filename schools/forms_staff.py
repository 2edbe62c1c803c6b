"""What managers of staff and people who are invited type."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.place_codes import UnknownPlace, code_of, find_place, name_of, places_of
from schools.roles import ROLES, Scope

# As many places as one can still look through; beyond that the code is typed.
LONGEST_CHOICE = 120


class DayInput(forms.DateInput):
    """A box for a day."""

    input_type = "date"

    def __init__(self):
        super().__init__(attrs={"class": "input"}, format="%Y-%m-%d")


class InvitationForm(forms.Form):
    """Who is invited, to which role, where and for how long.

    It offers what the inviter may give; the action decides again.
    """

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The invitation goes here. It is also the name to sign in with."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    last_name = forms.CharField(
        label=_("Family name"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    first_name = forms.CharField(
        label=_("Given name"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.Select(attrs={"class": "select"}))
    place = forms.CharField(
        label=_("Place"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty means without an end. A substitute always has a last day."),
        widget=DayInput(),
    )

    def __init__(self, *args, inviter, **kwargs):
        super().__init__(*args, **kwargs)
        self.inviter = inviter
        self.fields["starts_on"].initial = timezone.localdate
        granted = set().union(*(role.grants for role in inviter.roles))
        self.fields["role"].choices = [("", _("Choose a role"))] + [
            (role.key, role.label) for role in ROLES.values() if role.key in granted
        ]
        self._offer_places(granted)

    def _offer_places(self, granted: set[str]) -> None:
        scopes = {ROLES[key].scope for key in granted}
        places = places_of(scopes, seen_by=self.inviter, limit=LONGEST_CHOICE)
        if places is None:
            self.fields["place"].help_text = _(
                "NEIS code: 3 characters for an office, 7 for a school. Empty for roles of the "
                "whole country."
            )
            return
        choices = [("", _("The whole country"))] if Scope.NATION in scopes else []
        choices += [(code_of(place), name_of(place)) for place in places]
        self.fields["place"].widget = forms.Select(attrs={"class": "select"}, choices=choices)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def clean(self):
        data = super().clean()
        role = ROLES.get(data.get("role"))
        if role is None:
            return data
        try:
            data["place"] = find_place(data.get("place", ""), role.scope, seen_by=self.inviter)
        except UnknownPlace:
            self.add_error("place", _("Choose a place that fits the role."))
        _check_last_day(self, role, data.get("starts_on"))
        return data


class LastDayForm(forms.Form):
    """Until when a role is held."""

    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty means without an end. A substitute always has a last day."),
        widget=DayInput(),
    )

    def __init__(self, *args, role, **kwargs):
        super().__init__(*args, **kwargs)
        self.role = role

    def clean(self):
        data = super().clean()
        _check_last_day(self, self.role, timezone.localdate())
        return data


class EndOwnRoleForm(forms.Form):
    """Asked of who gives up a role of their own."""

    is_sure = forms.BooleanField(
        label=_("I give up this role of my own. Somebody else has to give it back to me.")
    )


class PasskeyForm(AddWebAuthnForm):
    """A new passkey and what it is called."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=100, required=False)


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=100)


class WelcomeForm(forms.Form):
    """Name and password of somebody who was invited."""

    last_name = forms.CharField(
        label=_("Family name"),
        max_length=50,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "family-name"}),
    )
    first_name = forms.CharField(
        label=_("Given name"),
        max_length=50,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "given-name"}),
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("15 characters or more. A few words that belong to you alone are good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        names = {"last_name": user.last_name, "first_name": user.first_name}
        super().__init__(*args, initial=names, **kwargs)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self):
        data = super().clean()
        if "password" in data and data.get("again") != data["password"]:
            self.add_error("again", _("The two passwords are not the same."))
        return data


def _check_last_day(form: forms.Form, role, first_day) -> None:
    last_day = form.cleaned_data.get("ends_on")
    if role.must_end and last_day is None and "ends_on" not in form.errors:
        form.add_error("ends_on", _("This role needs a last day."))
    if last_day and first_day and last_day < first_day:
        form.add_error("ends_on", _("The last day comes before the first."))
