"""The page every page of ours inherits from."""

from wagtail.models import Page

from core.publish_gate import PublicationRefused, PublishGateMixin

__all__ = ["BasePage", "PublicationRefused", "PublishGateMixin"]


class BasePage(PublishGateMixin, Page):
    """A Wagtail page of this product."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # Wagtail's editing page and its admin API publish without calling `publish()`
        # (wagtail.admin.views.pages.edit, 8.0.1); all of them end here.
        if self._is_going_live(kwargs.get("update_fields")):
            problems = [*self.publication_problems(), *self._problems_of_a_persons_revision()]
            if problems and not self._state.adding:
                raise PublicationRefused(problems, self)
            self.live = not problems
        super().save(*args, **kwargs)

    def _is_going_live(self, update_fields) -> bool:
        """Whether this save would show a revision, or a new page, that was not shown before."""
        if not self.live or (update_fields and "live" not in update_fields):
            return False
        if self._state.adding:
            return True
        shown = Page.objects.filter(pk=self.pk).values_list("live", "live_revision_id").first()
        return shown != (True, self.live_revision_id)

    def _problems_of_a_persons_revision(self) -> list[str]:
        """Who publishes is not known here; what an operator's command wrote has no author."""
        revision = self.live_revision
        return self.editorial_problems(revision=revision) if revision and revision.user_id else []
