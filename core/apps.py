from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Furniture every other app uses; it knows nobody."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import page_published, page_slug_changed, page_unpublished

        from core.page_cache import forget_public_pages

        for happened in (page_published, page_unpublished, page_slug_changed):
            happened.connect(forget_public_pages)
