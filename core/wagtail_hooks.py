"""Pictures and videos in the editor; the publish gate where Wagtail does not call `publish()`."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.media.records import Video
from core.publish_gate import PublishGateMixin, require_publishable


class VideoViewSet(SnippetViewSet):
    """List and form of the videos."""

    model = Video
    icon = "media"
    menu_label = _("Videos")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["title", "licence", "made_how"]
    panels = [
        FieldPanel("title"),
        FieldPanel("file"),
        FieldPanel("poster"),
        MultiFieldPanel(
            [FieldPanel("captions_ko"), FieldPanel("captions_en")],
            _("Captions"),
        ),
        MultiFieldPanel(
            [FieldPanel("transcript_ko"), FieldPanel("transcript_en")], _("Transcript")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("licence"), FieldPanel("consent")]),
                FieldPanel("made_how"),
                FieldPanel("source"),
                FieldPanel("shows_no_real_child"),
            ],
            _("Where it comes from"),
        ),
    ]


register_snippet(VideoViewSet)


# Wagtail's page for many pictures at once keeps the files as they came until each has its record.
@hooks.register("register_admin_urls", order=-1)
def take_pictures_one_by_one():
    """Lead from the page for many pictures to the one for a single picture."""
    to_single = RedirectView.as_view(url=reverse_lazy("wagtailimages:add"))
    return [path("images/multiple/add/", to_single)]


# The editing page publishes, and schedules, through an action of its own (wagtail 8.0.1,
# wagtail.admin.views.pages.edit); of a live page that is only scheduled nothing is saved.
@hooks.register("before_publish_page")
def ask_the_publish_gate(request, page):
    """Refuse what may not go live, in the name of the person at the editor."""
    if isinstance(page, PublishGateMixin):
        require_publishable(page.get_latest_revision(), publisher=request.user)
