"""One thing to look after, and the kinds of content that are looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from wagtail.models import DraftStateMixin, TranslatableMixin

from core.publish_gate import PublishGateMixin


@dataclass(frozen=True)
class Finding:
    """One thing to look after.

    Attributes:
        state: what a report filters by, one of the words beside the function that finds it.
        subject: the page, snippet or help channel to open.
        text: a sentence for the person who mends it.
        language: "ko", "en", or empty for a record that holds both.
        day: since when, or until when; see the function that finds it.
        block: id of the block within the subject, where one is meant.
    """

    state: str
    subject: Model
    text: str
    language: str = ""
    day: date | None = None
    block: str = ""

    @property
    def name(self) -> str:
        """What the subject is called."""
        return str(self.subject)

    @property
    def language_name(self) -> str:
        """The language in its own name."""
        return dict(settings.LANGUAGES).get(self.language, "")

    @property
    def kind(self) -> str:
        """What sort of thing it is, in the reader's language."""
        return str(self.subject._meta.verbose_name)


def published_kinds() -> list[type[Model]]:
    """Every model that goes live through the publish gate and is written in two languages."""
    wanted = (PublishGateMixin, DraftStateMixin, TranslatableMixin)
    return [model for model in apps.get_models() if all(issubclass(model, kind) for kind in wanted)]


def walk(raw, place: str = "") -> Iterator[tuple[str, object]]:
    """Every value inside stored stream data, each with the id of the innermost block around it."""
    if isinstance(raw, dict):
        place = raw["id"] if "type" in raw and raw.get("id") else place
        yield place, raw
        for inner in raw.values():
            yield from walk(inner, place)
    elif isinstance(raw, str | int):
        yield place, raw
    elif raw is not None:
        for inner in raw:
            yield from walk(inner, place)
