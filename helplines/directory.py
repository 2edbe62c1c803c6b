"""The help channels every page shows: from memory, else the database, else the last copy."""

from dataclasses import asdict

from django.core.cache import cache
from django.db import Error as AnyDatabaseError

from helplines.guidance import situations
from helplines.models import CACHE_KEY, HelpChannel
from helplines.records import Channel, read_channels
from helplines.static_copy import copied_channels

# A change made in another process shows after this many seconds.
SECONDS_IN_MEMORY = 300
# A server that does not answer may hold each connection for seconds: not once for every page.
SECONDS_WITHOUT_DATABASE = 15


def all_channels() -> list[Channel]:
    """All channels in the order they are shown; never empty, even with the database down."""
    channels = cache.get(CACHE_KEY)
    if channels is None:
        try:
            channels = HelpChannel.objects.as_channels() or read_channels()
            seconds = SECONDS_IN_MEMORY
        except AnyDatabaseError:
            channels = channels_without_database()
            seconds = SECONDS_WITHOUT_DATABASE
        cache.set(CACHE_KEY, channels, seconds)
    return channels


def channels_without_database() -> list[Channel]:
    """What was last known: from memory, else the copy on disk, else the content file."""
    return cache.get(CACHE_KEY) or copied_channels() or read_channels()


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


def guidance_for(language: str) -> list[dict]:
    """The situations with the channels that help there, as the records have them today.

    A channel an editor took away is left out; one that nobody is left for shows the strip's.
    """
    shown = {channel["key"]: channel for channel in channels_for("", language)}
    numbers = {channel.key: channel.phone for channel in (*read_channels(), *all_channels())}
    guidance = []
    for situation in situations(language):
        channels = [shown[key] for key in situation.channels if key in shown]
        first = [_with_numbers(step, numbers) for step in situation.first]
        guidance.append(
            {
                **asdict(situation),
                "first": first,
                "channels": channels or strip_for("", language),
            }
        )
    return guidance


def _with_numbers(text: str, numbers: dict[str, str]) -> str:
    for key, number in numbers.items():
        text = text.replace(f"{{{key}}}", number)
    return text
