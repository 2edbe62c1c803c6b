"""What editors and reviewers may do, over all kinds of content."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from lessons.actions import ensure_site_tree
from quizzes.actions import ensure_permissions


@transaction.atomic
def ensure_editor_rights() -> None:
    """Let editors write, let reviewers translate and publish, send every draft through review.

    May be called again at any time. Starting a translation can put pages live, so it belongs to
    those who publish; what it made is then edited by everybody who writes.
    """
    ensure_site_tree()
    ensure_permissions()
    translate = Permission.objects.get(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    Group.objects.get(name="reviewer").permissions.add(translate)
    Group.objects.get(name="editor").permissions.remove(translate)
