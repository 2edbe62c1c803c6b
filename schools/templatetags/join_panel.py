"""The way into a class, as a teacher's board and a projector show it."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from schools import join_links

register = template.Library()


@register.inclusion_tag("schools/join_panel.html", takes_context=True)
def join_panel(context, classroom):
    """Code, QR code and buttons of a class; one query."""
    return {
        "classroom": classroom,
        "join_code": classroom.join_codes.open().first(),
        "join_address": join_links.join_host(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def join_qr(code):
    """The QR code that opens the join page with the code filled in."""
    # Markup drawn by segno from our own address; the label is escaped by it.
    return SafeString(join_links.qr_svg(code, label=_("QR code that leads to the join page")))
