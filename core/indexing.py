"""What is saved in bulk is indexed in bulk: for search, and for "where is this used?".

Wagtail queues two tasks each time a page or snippet is saved, and a load saves each several times:
the content we ship would leave three thousand tasks to a worker, a minute of its time.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.search.models import IndexEntry
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def indexed_once() -> Iterator[None]:
    """Index what is saved inside at the end, all at once, instead of with each save.

    For commands: the handlers of the whole process are quiet meanwhile. Where nothing was saved
    nothing is indexed, but for a load before it that was cut off; after an exception neither.
    """
    saved = []

    def note(sender, **kwargs):
        saved.append(sender)

    models = [
        model
        for model in get_indexed_models()
        if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    for model in models:
        post_save.connect(note, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.disconnect(note, sender=model)
            post_save.connect(post_save_signal_handler, sender=model)
    if saved or not IndexEntry.objects.exists():
        call_command("wagtail_update_index", verbosity=0)
        call_command("rebuild_references_index", verbosity=0)
