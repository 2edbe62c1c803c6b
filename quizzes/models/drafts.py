"""What questions and quizzes have in common while authors work on them."""

from uuid import UUID

from django.db import models, transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from core.publish_gate import PublishGateMixin
from quizzes.papers import Paper
from quizzes.sheets import lay_out

# Fields that Wagtail and this base give, for the privacy declarations of both.
DRAFT_FIELDS = (
    "id locale translation_key live has_unpublished_changes first_published_at last_published_at"
    " go_live_at expire_at expired latest_revision live_revision locked locked_at loaded_digest"
)


class Draft(
    PublishGateMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """A snippet with versions, review, translations and a preview. Students never read it."""

    # What the content file said when it was last loaded: tells an editor's change from ours.
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    # What authors write; the rest is Wagtail's keeping.
    content_fields: tuple[str, ...] = ()
    preview_modes = [("", _("As it is asked")), ("answers", _("With answers and explanations"))]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def key(self) -> UUID:
        """The key in every language and every edition."""
        return self.translation_key

    @property
    def language(self) -> str:
        """Code of the language it is written in."""
        return self.locale.language_code

    def publish(self, revision, *args, **kwargs):
        """Go live, if the gate lets it, together with the edition that is cut from it."""
        with transaction.atomic():
            return super().publish(revision, *args, **kwargs)

    def content_digest(self) -> str:
        """SHA-256 of what authors wrote, in hex."""
        raise NotImplementedError

    def take_over(self, other: "Draft") -> None:
        """Write what `other` says in place of what this says; the caller saves."""
        for name in (*self.content_fields, "loaded_digest"):
            setattr(self, name, getattr(other, name))

    def paper(self) -> Paper:
        """All it asks, in all its languages."""
        raise NotImplementedError

    def preview_context(self, *, is_marked: bool) -> dict:
        """What the preview shows: `items`, and perhaps `title` and `description`."""
        paper = self.paper()
        items = lay_out(
            paper,
            seed=0,
            language=self.language,
            asked=list(paper.items_by_key),
            is_marked=is_marked,
        )
        return {"items": items, "take_url": self.take_url()}

    def take_url(self) -> str:
        """Where its editor can answer it and see the marks; "" before it was first saved."""
        if self.pk is None:
            return ""
        return reverse(f"quizzes_admin:take-{self._meta.model_name}", args=[self.pk])

    def serve_preview(self, request, mode_name):
        """The student's view of it, in its own language; nothing is written."""
        with translation.override(self.language):
            context = self.preview_context(is_marked=mode_name == "answers")
            return render(request, "quizzes/preview.html", context)
