"""E-mails to staff: short, in Korean and then in English, with nothing about children in them."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from schools import invitations
from schools.models import Membership, User
from schools.place_codes import name_of

DIVIDER = "\n\n" + "-" * 40 + "\n\n"


def send_invitation(membership: Membership) -> None:
    """Tell somebody about their role; who has no password yet gets the link to set one."""
    user = membership.user
    subject, texts = "", []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subject = subject or _("Your account at Digital Safety Classroom")
            texts.append(_invitation(user, membership, language))
    send_mail(subject, DIVIDER.join(texts), None, [user.email])


def _invitation(user: User, membership: Membership, language: str) -> str:
    context = {
        "membership": membership,
        "place": name_of(membership.place) if membership.place else "",
        "link": invitations.link(user, language) if user.is_invited else "",
        "days": invitations.DAYS,
        "platform_url": settings.PLATFORM_URL,
    }
    return render_to_string("schools/letters/invitation.txt", context).strip()
