"""A lesson that touches on harm goes live only through somebody who did not write it."""

from wagtail.models import PagePermissionTester, Revision


def authors_since_live(page, revision=None) -> set[int]:
    """Keys of everybody whose words since the last publication would go live.

    Args:
        page: the lesson.
        revision: what is to go live; the latest when left out.
    """
    waiting = Revision.objects.for_instance(page).filter(user__isnull=False)
    if revision:
        waiting = waiting.filter(pk__lte=revision.pk)
    authors = set(
        waiting.filter(pk__gt=page.live_revision_id or 0).values_list("user_id", flat=True)
    )
    # An older revision that is put back is its author's words, whatever went live since.
    return authors | ({revision.user_id} if revision and revision.user_id else set())


class LessonPermissionTester(PagePermissionTester):
    """Hides and refuses the button to publish where the gate would refuse the person."""

    def can_publish(self):
        """As Wagtail says, but never one's own sensitive lesson."""
        return super().can_publish() and not self._is_own_sensitive_lesson()

    def can_unschedule(self):
        """Taking one's own work back needs nobody else."""
        return super().can_publish()

    def can_set_view_restrictions(self):
        """As Wagtail says."""
        return super().can_publish()

    def _is_own_sensitive_lesson(self) -> bool:
        return self.page.may_harm() and self.user.pk in authors_since_live(self.page)
