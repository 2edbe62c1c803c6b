"""Nothing goes live while its model can still name something missing."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import registry


class PlacedProblem(str):
    """A sentence for the editor that knows where in the editor it is mended.

    A plain string is a problem of the whole.

    Attributes:
        path: content path of the field or block as Wagtail writes it ("steps.<uuid>.title").
        subject: the page to mend, where it is not the one that is being published.
    """

    def __new__(cls, text: str, *, path: str = "", subject=None):
        problem = super().__new__(cls, text)
        problem.path = path
        problem.subject = subject
        return problem


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

    def editorial_problems(self, *, revision=None, publisher=None) -> list[str]:
        """What hinders a person besides; not asked of an operator's command.

        Args:
            revision: what is to go live; None while somebody is still writing.
            publisher: who wants to publish, where that is known.
        """
        return []

    def publish(self, revision, user=None, **kwargs):
        require_publishable(revision, publisher=publisher_of(revision, user))
        return super().publish(revision, user=user, **kwargs)


def require_publishable(revision, *, publisher) -> None:
    """Let pass a revision that may go live now, or be scheduled to.

    Raises:
        PublicationRefused: naming everything that hinders it.
    """
    subject = revision.as_object()
    problems = subject.publication_problems()
    if publisher:
        problems = [
            *problems,
            *subject.editorial_problems(revision=revision, publisher=publisher),
        ]
    if problems:
        raise PublicationRefused(problems, subject)


def publisher_of(revision, user):
    """Whose decision a publication is; None for an operator's command.

    Scheduled publishing acts for whoever scheduled it, and wagtail-localize publishes what
    somebody has just saved without saying who that is.
    """
    return user or _scheduler_of(revision) or revision.user


def _scheduler_of(revision):
    if not revision.approved_go_live_at:
        return None
    entries = registry.get_logs_for_instance(revision.content_object)
    entry = entries.filter(action="wagtail.publish.schedule", revision=revision).first()
    return entry and entry.user


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
        messages.error(request, refusal_message(exception, request.user))
        edit_url = exception.subject and AdminURLFinder(request.user).get_edit_url(
            exception.subject
        )
        return redirect(edit_url or "wagtailadmin_home")


def refusal_message(refusal: PublicationRefused, user) -> str:
    """The problems of a refusal as a short paragraph and a list of links, safe to print."""
    return format_html(
        "{} <ul>{}</ul>",
        _("Not published yet. The draft is saved. Please mend these first:"),
        format_html_join(
            "",
            "<li>{}</li>",
            ((problem_link(problem, refusal.subject, user),) for problem in refusal.problems),
        ),
    )


def problem_link(problem: str, subject, user) -> str:
    """A problem as a link to its place in the editor; plain words where it has none."""
    if not isinstance(problem, PlacedProblem) or not (problem.path or problem.subject):
        return problem
    address = AdminURLFinder(user).get_edit_url(problem.subject or subject)
    if not address:
        return problem
    place = f"#:w:contentpath={problem.path}" if problem.path else ""
    return format_html('<a href="{}{}">{}</a>', address, place, problem)
