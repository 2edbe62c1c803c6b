from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Furniture every other app uses; it knows nobody."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.utils.module_loading import autodiscover_modules
        from wagtail.signals import page_published, page_slug_changed, page_unpublished

        from core.page_cache import forget_public_pages
        from core.wagtail_exports import guard_exports

        # Each app names its own acts for the audit trail in a module of this name.
        autodiscover_modules("acts")
        for happened in (page_published, page_unpublished, page_slug_changed):
            happened.connect(forget_public_pages)
        guard_exports()
