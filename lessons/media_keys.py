"""Pictures and videos in content files: named by the key of their record, in pages by its row.

A file says of a video which languages its captions and transcript have, so that the rules can be
asked about a file as about a page. It is read from the record and never written to it.
"""

from collections.abc import Iterator

from core.media.records import Picture, Video
from lessons.rules import Problem

# Which values of a block are records, by type of block.
RECORDS = {
    "image": {"picture": Picture},
    "image_pair": {"first": Picture, "second": Picture},
    "video": {"video": Video},
}
OF_THE_VIDEO = ("captions", "transcript")


def rows_for_keys(kind: str, value: dict) -> dict:
    """A block's value with rows of records instead of keys; None for a record that is not here."""
    rows = {name: _row(model, value[name]) for name, model in RECORDS.get(kind, {}).items()}
    kept = {key: inner for key, inner in value.items() if key not in OF_THE_VIDEO}
    return {**(kept if kind == "video" else value), **rows}


def keys_for_rows(kind: str, value: dict) -> dict:
    """A block's value with keys of records instead of rows; "" where a draft names none."""
    records = {
        name: model.objects.filter(pk=value[name]).first()
        for name, model in RECORDS.get(kind, {}).items()
    }
    keys = {name: str(record.key) if record else "" for name, record in records.items()}
    return {**value, **keys, **(_languages(records["video"]) if kind == "video" else {})}


def missing_records(lesson: dict) -> Iterator[Problem]:
    """Places of a lesson file that name a picture or video this platform does not have."""
    for index, step in enumerate(lesson["steps"]):
        for place, block in enumerate(step["body"]):
            for name, model in RECORDS.get(block["type"], {}).items():
                if _row(model, block[name]) is None:
                    yield Problem(
                        f"steps[{index}].body[{place}].{name}",
                        "names a record that is not in the library",
                    )


def _row(model: type[Picture] | type[Video], key: str) -> int | None:
    return model.objects.filter(key=key).values_list("pk", flat=True).first()


def _languages(video: Video | None) -> dict[str, list[str]]:
    if video is None:
        return {name: [] for name in OF_THE_VIDEO}
    return {"captions": video.caption_languages, "transcript": video.transcript_languages}
