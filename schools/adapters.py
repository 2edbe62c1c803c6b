"""What allauth asks of us about staff accounts."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.actions import record_refusal
from core.audit_search import account_mark
from schools.models import User
from schools.sealed_secrets import seal, unseal
from schools.sign_in import forget_student


class StaffAccountAdapter(DefaultAccountAdapter):
    """Staff are invited: nobody signs up by themselves."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        # A student's session on the same device must not become part of a teacher's.
        forget_student(request)
        super().login(request, user)

    def get_reset_password_from_key_url(self, key):
        """The link of the letter: its host is ours by setting, never what a request says (T-110).

        Args:
            key: user and token, joined by a dash.
        """
        user, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": token})
        return settings.PLATFORM_URL + path

    def _get_login_attempts_cache_key(self, request, **credentials):
        # One count for a person under whichever host name the tries come in (T-18).
        return credentials.get("email", "").lower()

    def authentication_failed(self, request, **credentials):
        """Write down a password that was wrong, at sign-in or before a delicate act.

        Of an address typed at the door only a keyed mark is kept: it may be a stranger's.
        """
        by = request.user if request.user.is_authenticated else None
        typed = by.email if by else credentials.get("email", "")
        record_refusal(action="schools.sign_in", target=account_mark(typed), by=by)


class StaffMFAAdapter(DefaultMFAAdapter):
    """Passkeys belong to the address of the platform, never to what a request says it is.

    Secrets of authenticator apps lie sealed in the database.
    """

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self):
        return {"id": urlsplit(settings.PLATFORM_URL).hostname, "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}


class OfficeSignInAdapter(DefaultSocialAccountAdapter):
    """Sign-in at an office of education: for accounts that exist, and never a new one.

    Nothing is linked or stored: each time the office says who it is, by a verified e-mail of the
    office's own domain.
    """

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Find the account behind the office's word.

        Raises:
            ImmediateHttpResponse: back to the sign-in page; the same words whatever was wrong.
        """
        domains = sociallogin.account.get_provider().app.settings["domains"]
        verified = [
            address.email.lower()
            for address in sociallogin.email_addresses
            if address.verified is True and address.email.lower().partition("@")[2] in domains
        ]
        user = User.objects.filter(email__in=verified, is_active=True).first()
        if user is None or sociallogin.state.get("process") != "login":
            messages.error(request, _("This sign-in opens no account here. Ask who manages staff."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.user = user
