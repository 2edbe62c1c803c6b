"""Links within our own site that lead nowhere, and the list of links that lead out of it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model, URLField
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.blocks import ChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from helplines.models import HelpChannel
from lessons.upkeep.findings import Finding, published_kinds, walk

GONE, NOT_LIVE, ADDRESS = "gone", "not-live", "address"
# The longest address a browser or a field of ours takes.
HREF = re.compile(r"""href=["']([^"']{1,2000})["']""")
READING = re.compile(r"/(ko|en)/read/")


def find_broken_links() -> list[Finding]:
    """References of live content to what is gone or not live, and addresses of ours that are none.

    One statement for each kind of content and each kind of target, one for each own address.
    """
    return [*_broken_references(), *_broken_addresses()]


def outside_addresses() -> list[tuple[Model, str]]:
    """(where it stands, address) of every link that leaves our site."""
    return [(subject, address) for subject, address in _addresses() if not _path_of_ours(address)]


def _broken_references() -> Iterator[Finding]:
    references = [found for row in _live_content() for found in _references(row)]
    states = _states_of({(model, pk) for _row, _block, model, pk in references})
    for subject, block, model, pk in references:
        if state := states.get((model, pk)):
            text = {
                GONE: _("Leads to something that was deleted."),
                NOT_LIVE: _("Leads to something that is not published."),
            }[state]
            yield Finding(state, subject, text, _language(subject), block=block)


def _references(subject: Model) -> Iterator[tuple[Model, str, type[Model], str]]:
    """(where, id of the block, model, key) of all that streams and rich text of a row lead to."""
    for field in subject._meta.fields:
        if not isinstance(field, StreamField | RichTextField):
            continue
        value = getattr(subject, field.attname)
        for model, pk, _model_path, content_path in field.extract_references(value):
            yield subject, content_path.split(".")[0], model, str(pk)
        if isinstance(field, StreamField):
            yield from ((subject, block, model, "") for block, model in _emptied_choices(value))


def _emptied_choices(stream) -> Iterator[tuple[str, type[Model]]]:
    """Required choices of a live stream that are empty: what was chosen has been deleted."""
    for child in stream:
        for name, block in getattr(child.block, "child_blocks", {}).items():
            is_needed = isinstance(block, ChooserBlock) and block.required
            if is_needed and child.value.get(name) is None:
                yield str(child.id), block.model_class


def _states_of(targets: set[tuple[type[Model], str]]) -> dict[tuple[type[Model], str], str]:
    states = {}
    for model in {model for model, _pk in targets}:
        keys = {pk for target, pk in targets if target is model}
        found = model._default_manager.filter(pk__in=keys - {""})
        rows = {str(row.pk): row for row in found}
        for pk in keys:
            if pk not in rows:
                states[model, pk] = GONE
            elif not getattr(rows[pk], "live", True):
                states[model, pk] = NOT_LIVE
    return states


def _broken_addresses() -> Iterator[Finding]:
    for subject, address in _addresses():
        path = _path_of_ours(address)
        if path and not leads_somewhere(path):
            text = _("The address %(address)s leads nowhere.") % {"address": address}
            yield Finding(ADDRESS, subject, text, _language(subject))


def leads_somewhere(path: str) -> bool:
    """Whether a path of the platform is a page; below read/ that is a live page of Wagtail."""
    if READING.match(path):
        url_path = READING.sub(r"/\1/", path).rstrip("/") + "/"
        return Page.objects.live().filter(url_path=url_path).exists()
    try:
        with override("en" if path.startswith("/en/") else "ko"):
            resolve(path)
    except Resolver404:
        return False
    return True


def _path_of_ours(address: str) -> str:
    """The path of an address within the platform; empty for every other."""
    try:
        parts, ours = urlsplit(address), urlsplit(settings.PLATFORM_URL)
    except ValueError:  # like http://[
        return ""
    is_ours = parts.netloc in ("", ours.netloc) and parts.scheme in ("", "http", "https")
    return parts.path if is_ours and parts.path.startswith("/") else ""


def _addresses() -> Iterator[tuple[Model, str]]:
    for subject in [*_live_content(), *HelpChannel.objects.all()]:
        for field in subject._meta.fields:
            value = getattr(subject, field.attname)
            if isinstance(field, URLField) and value:
                yield subject, value
            elif isinstance(field, RichTextField):
                yield from ((subject, found) for found in HREF.findall(value))
            elif isinstance(field, StreamField):
                words = [text for _place, text in walk(value.raw_data) if isinstance(text, str)]
                yield from ((subject, found) for text in words for found in HREF.findall(text))


def _live_content() -> list[Model]:
    return [
        row
        for model in published_kinds()
        for row in model.objects.filter(live=True).select_related("locale").order_by("pk")
    ]


def _language(subject: Model) -> str:
    return "" if isinstance(subject, HelpChannel) else subject.locale.language_code
