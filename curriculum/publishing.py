"""What follows when Wagtail has published a module."""

from curriculum.actions import sync_steps


def sync_published_module(sender, instance, **kwargs):
    """Bring the rows of its steps in line, whichever way the page was published."""
    sync_steps(module=instance)
