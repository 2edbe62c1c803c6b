"""The ten waves of 2024 that the Ministry of Education published, from a file of ours.

The file holds each number with its source. Numbers that newspapers misprinted stand corrected,
with what was printed beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from reporting.tally_rules import KEYS, Key
from reporting.wording import Bilingual

REFERENCE_FILE = Path(__file__).parent / "content" / "tally_2024.yaml"


class ReferenceRefused(ValueError):
    """The file is not of the form it should have."""


@dataclass(frozen=True)
class Misprint:
    """A number a newspaper printed, and which one."""

    printed: int
    by: Bilingual


@dataclass(frozen=True)
class Wave:
    """One of the Ministry's reports: numbers since 1 January 2024.

    Attributes:
        derived: numbers worked out from others of the same source.
    """

    as_of: date
    source: Bilingual
    url: str
    published_on: date
    figures: Mapping[Key, int]
    derived: frozenset[Key] = frozenset()
    misprints: Mapping[Key, Misprint] = field(default_factory=dict)

    def misprint_of(self, key: Key) -> dict[str, object]:
        """The fields of a number's misprint; empty where there is none."""
        if key not in self.misprints:
            return {}
        misprint = self.misprints[key]
        return {
            "misprint": misprint.printed,
            "misprint_ko": misprint.by.ko,
            "misprint_en": misprint.by.en,
        }


def read_waves(path: Path = REFERENCE_FILE) -> list[Wave]:
    """The waves of a file, the oldest first.

    Raises:
        ReferenceRefused: a part is missing, or a number has no meaning here.
    """
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
        waves = [_wave(entry) for entry in data["waves"]]
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise ReferenceRefused(f"{path.name}: {error}") from error
    return sorted(waves, key=lambda wave: wave.as_of)


def _wave(entry: dict) -> Wave:
    misprints = {
        read_key(name): Misprint(fact["printed"], Bilingual(**fact["by"]))
        for name, fact in entry.get("misprints", {}).items()
    }
    return Wave(
        as_of=entry["as_of"],
        source=Bilingual(**entry["source"]),
        url=entry["url"],
        published_on=entry["published_on"],
        figures={read_key(name): int(number) for name, number in entry["figures"].items()},
        derived=frozenset(map(read_key, entry.get("derived", []))),
        misprints=misprints,
    )


def read_key(name: str) -> Key:
    """A number's meaning as files write it: "reports", "reports.M", "victims.student".

    Raises:
        ValueError: there is no such number.
    """
    measure, _dot, part = name.partition(".")
    key = Key(measure, level=part) if len(part) == 1 else Key(measure, person=part)
    if key not in KEYS:
        raise ValueError(f"no number is called {name}")
    return key
