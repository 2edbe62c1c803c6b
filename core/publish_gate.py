"""Nothing goes live while its model can still name something missing."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder


class PublicationRefused(Exception):
    """A page or snippet may not go live yet.

    Attributes:
        problems: sentences for the editor, one for each thing to mend.
        subject: the page or snippet, where it is known.
    """

    def __init__(self, problems: list[str], subject=None):
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = problems
        self.subject = subject


class PublishGateMixin:
    """Ask the model what is missing before it goes live.

    The gate sits in `publish()` itself because scheduled publishing, wagtail-localize and the
    importers never pass through the editing views.
    """

    def publication_problems(self) -> list[str]:
        """Sentences naming what still hinders publication; empty when nothing does."""
        return []

    def publish(self, revision, *args, **kwargs):
        problems = revision.as_object().publication_problems()
        if problems:
            raise PublicationRefused(problems, self)
        return super().publish(revision, *args, **kwargs)


class PublicationRefusedMiddleware:
    """Tell the editor what is missing, on the editing page, instead of a server error.

    One place for every way to publish from the admin: the button, a workflow's approval, bulk
    publishing. The draft itself was saved before publication was tried, so nothing is lost.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, PublicationRefused):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"error_message": str(exception)}, status=409)
        messages.error(request, refusal_message(exception))
        edit_url = exception.subject and AdminURLFinder(request.user).get_edit_url(
            exception.subject
        )
        return redirect(edit_url or "wagtailadmin_home")


def refusal_message(refusal: PublicationRefused) -> str:
    """The problems of a refusal as a short paragraph and a list, safe to print."""
    return format_html(
        "{} <ul>{}</ul>",
        _("Not published yet. The draft is saved. Please mend these first:"),
        format_html_join("", "<li>{}</li>", ((problem,) for problem in refusal.problems)),
    )
