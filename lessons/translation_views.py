"""Screens of wagtail-localize that can put something live, for those who may publish it.

Its own screens ask for the right to translate or to edit, and then publish.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.permissions import get_permission_name
from wagtail_localize.views import convert
from wagtail_localize.views.update_translations import UpdateTranslationsView

from core.publish_gate import PublishGateMixin


class PublishersUpdateTranslationsView(UpdateTranslationsView):
    """Bring translations up to date; at once live only by who may publish each of them."""

    def form_valid(self, form):
        """As localize does.

        Raises:
            PermissionDenied: to be published, by somebody who may not.
        """
        if form.cleaned_data["publish_translations"]:
            source = self.object.get_source_instance()
            for version in source.get_translations(inclusive=True):
                require_publisher(self.request.user, version)
        return super().form_valid(form)


def convert_to_alias(request, page_id: int):
    """Make a translation follow its source, live as soon as the source is; never a page of ours.

    Raises:
        PermissionDenied: asked by somebody who may not publish this page.
    """
    page = get_object_or_404(Page, pk=page_id)
    require_publisher(request.user, page)
    # An alias shows the source's words: Korean ones under an English address.
    if issubclass(page.specific_class, PublishGateMixin):
        messages.error(request, _("This page keeps words of its own in each language."))
        return redirect("wagtailadmin_pages:edit", page_id)
    return convert.convert_to_alias(request, page_id)


def require_publisher(user, instance) -> None:
    """Let pass who may publish this page or snippet; what knows no draft is not published.

    Raises:
        PermissionDenied: everybody else.
    """
    if isinstance(instance, Page):
        may_publish = instance.permissions_for_user(user).can_publish()
    elif isinstance(instance, DraftStateMixin):
        may_publish = user.has_perm(get_permission_name("publish", type(instance)))
    else:
        may_publish = True
    if not may_publish:
        raise PermissionDenied
