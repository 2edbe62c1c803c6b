"""What editors and reviewers may do, over all kinds of content."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from lessons.actions import ensure_site_tree
from quizzes.actions import ensure_permissions


@transaction.atomic
def ensure_editor_rights() -> None:
    """Let editors write and translate, let reviewers publish, send every draft through review.

    May be called again at any time; it only adds what is missing.
    """
    ensure_site_tree()
    ensure_permissions()
    translate = Permission.objects.get(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    for group in Group.objects.filter(name__in=["editor", "reviewer"]):
        group.permissions.add(translate)
