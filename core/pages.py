"""The page every page of ours inherits from."""

from wagtail.models import Page


class PublicationRefused(Exception):
    """A page or snippet may not go live yet.

    Attributes:
        problems: sentences for the editor, one for each thing to mend.
    """

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = problems


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
            raise PublicationRefused(problems)
        return super().publish(revision, *args, **kwargs)


class BasePage(PublishGateMixin, Page):
    """A Wagtail page of this product."""

    class Meta:
        abstract = True
