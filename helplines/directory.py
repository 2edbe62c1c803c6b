"""The help channels every page shows: from memory, else the database, else the content file."""

from django.core.cache import cache
from django.db import Error as AnyDatabaseError

from helplines.models import CACHE_KEY, HelpChannel
from helplines.records import Channel, read_channels

# A change made in another process shows after this many seconds.
SECONDS_IN_MEMORY = 300


def all_channels() -> list[Channel]:
    """All channels in the order they are shown; never empty, even with the database down."""
    channels = cache.get(CACHE_KEY)
    if channels is None:
        try:
            channels = HelpChannel.objects.as_channels() or read_channels()
        except AnyDatabaseError:
            return read_channels()
        cache.set(CACHE_KEY, channels, SECONDS_IN_MEMORY)
    return channels


def channels_for(band: str, language: str) -> list[dict]:
    """Channels of a band ("E", "M", "H", "S"; "" for any student) in one language."""
    return [channel.in_language(language) for channel in all_channels() if channel.is_for(band)]


def strip_for(band: str, language: str) -> list[dict]:
    """The few numbers at the foot of every page."""
    return [
        channel.in_language(language)
        for channel in all_channels()
        if channel.is_in_strip and channel.is_for(band)
    ]
