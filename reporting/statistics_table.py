"""A published table as its page shows it, read from its JSON file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShownTable:
    """A table in one language.

    Attributes:
        rows: (what the row counts, count of everybody asked, (percent, count) by answer).
    """

    key: str
    wording: str
    asked: str
    headline: str
    by_level: str
    is_synthetic: bool
    answers: list[str]
    rows: list[tuple[tuple[str, str, str], str, list[tuple[str, str]]]]
    legend: list[tuple[str, str]]


def shown_table(data: dict, language: str) -> ShownTable:
    """Read what `release_files.json_tables` wrote."""
    named = [data["offices"], data["levels"], data["sexes"]]
    return ShownTable(
        key=data["table"],
        wording=data["wording"][language],
        asked=data["asked"][language],
        headline=data["headline"][language],
        by_level=data["by_level"][language],
        is_synthetic=data["data_kind"] == "synthetic",
        answers=[answer[language] for answer in data["answers"][1:]],
        rows=[_row(row, named, language) for row in data["rows"]],
        legend=[(mark, text[language]) for mark, text in data["legend"].items()],
    )


def _row(row: dict, named: list[dict], language: str):
    codes = (row["office"], row["level"], row["sex"])
    place = tuple(words[code][language] for words, code in zip(named, codes, strict=True))
    counts = [_count(entry) for entry in row["counts"]]
    percentages = [_percent(entry) for entry in row["percentages"]]
    return place, counts[0], list(zip(percentages[1:], counts[1:], strict=True))


def _count(entry: int | str) -> str:
    return entry if isinstance(entry, str) else f"{entry:,}"


def _percent(entry: float | str) -> str:
    return entry if isinstance(entry, str) else f"{entry:.1f}%"
