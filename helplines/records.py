"""Help channels as they stand in our content file: the copy that needs no database."""

import csv
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

CONTENT_FILE = Path(__file__).parent / "content" / "help_channels.csv"
BANDS = ("E", "M", "H", "S")  # elementary, middle, high school; staff


class ChannelFileRefused(ValueError):
    """The file of help channels is not in order; the message names line, column and rule."""


@dataclass(frozen=True)
class Channel:
    """One place to get help. Whatever is empty could not be verified and is not shown.

    Attributes:
        key: stays the same when name or number change.
        title_ko: a few words for the help strip; `name_ko` is the channel's own name.
        phone: what to dial; `phone_note_ko` says how, where that is not plain.
        show_to_bands: letters of BANDS, joined by commas.
        region: "KR", a province's ISO code, or "intl".
        source, source_date, checked_on: where it was read, when that was written, when we looked.
    """

    key: str
    sort: int
    name_ko: str
    name_en: str
    title_ko: str
    title_en: str
    owner_ko: str
    owner_en: str
    phone: str
    phone_note_ko: str
    phone_note_en: str
    text_number: str
    chat_ko: str
    chat_en: str
    web: str
    hours_ko: str
    hours_en: str
    what_for_ko: str
    what_for_en: str
    prepare_ko: str
    prepare_en: str
    region: str
    show_to_bands: str
    is_in_strip: bool
    source: str
    source_date: str
    checked_on: date

    def is_for(self, band: str) -> bool:
        """Whether a band is shown this channel; no band means any student."""
        bands = self.show_to_bands.split(",")
        return band in bands if band else bands != ["S"]

    def in_language(self, language: str) -> dict:
        """The texts of one language under plain names: "title", "note", "what_for", …"""
        texts = {
            field.name.removesuffix("_ko"): getattr(
                self, field.name.removesuffix("_ko") + f"_{language}"
            )
            for field in fields(self)
            if field.name.endswith("_ko")
        }
        notes = [texts["hours"], texts["phone_note"]]
        return {
            **texts,
            "key": self.key,
            "phone": self.phone,
            "text_number": self.text_number,
            "web": self.web,
            "checked_on": self.checked_on,
            "note": " · ".join(note for note in notes if note),
        }


FIELD_NAMES = tuple(field.name for field in fields(Channel))
REQUIRED = ("key", "name_ko", "name_en", "title_ko", "title_en", "what_for_ko", "what_for_en")


def read_channels(path: Path = CONTENT_FILE) -> list[Channel]:
    """The channels of a content file, in its order.

    Raises:
        ChannelFileRefused: a column is unknown or missing, or a value is not in order.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != FIELD_NAMES:
            raise ChannelFileRefused(f"{path.name}: columns must be {', '.join(FIELD_NAMES)}")
        return [_channel(row, f"{path.name} line {reader.line_num}") for row in reader]


def _channel(row: dict, place: str) -> Channel:
    if empty := [name for name in (*REQUIRED, "source", "show_to_bands") if not row[name].strip()]:
        raise ChannelFileRefused(f"{place}: {', '.join(empty)} must not be empty")
    if not set(row["show_to_bands"].split(",")) <= set(BANDS):
        raise ChannelFileRefused(f"{place}: show_to_bands knows {', '.join(BANDS)} only")
    if row["is_in_strip"] not in ("yes", "no"):
        raise ChannelFileRefused(f"{place}: is_in_strip must be yes or no")
    try:
        typed = {
            "sort": int(row["sort"]),
            "is_in_strip": row["is_in_strip"] == "yes",
            "checked_on": date.fromisoformat(row["checked_on"]),
        }
    except ValueError as error:
        raise ChannelFileRefused(f"{place}: {error}") from error
    return Channel(**{**row, **typed})
