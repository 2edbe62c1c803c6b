"""The publish gate where Wagtail's editing page does not call `publish()`."""

from wagtail import hooks

from core.publish_gate import PublishGateMixin, require_publishable


# The editing page publishes, and schedules, through an action of its own (wagtail 8.0.1,
# wagtail.admin.views.pages.edit); of a live page that is only scheduled nothing is saved.
@hooks.register("before_publish_page")
def ask_the_publish_gate(request, page):
    """Refuse what may not go live, in the name of the person at the editor."""
    if isinstance(page, PublishGateMixin):
        require_publishable(page.get_latest_revision(), publisher=request.user)
