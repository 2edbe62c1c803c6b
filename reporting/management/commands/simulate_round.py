"""Make a synthetic round: demo, tests and benchmarks."""

import csv
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting.actions import RoundExists, StratumInput, make_synthetic_round
from reporting.disclosure import LEAST_COUNT
from reporting.disclosure.publication import PublicationSet
from reporting.instruments import Instrument
from reporting.marginals import CONTENT
from reporting.table_addresses import UnknownTable, listed_tables, read_words

LEVEL_COLUMNS = {"E": "es_students_2024", "M": "ms_students_2024", "H": "hs_students_2024"}
# Days on which all offices of content/demo_offices.csv existed: two became one in July 2026.
OPENS_AT = datetime(2026, 5, 11, 9, 0, tzinfo=ZoneInfo("Asia/Seoul"))
CLOSES_AT = datetime(2026, 5, 29, 18, 0, tzinfo=ZoneInfo("Asia/Seoul"))
# Grades 5 and 6 of six are asked.
ASKED_IN_ELEMENTARY = 3


class Command(BaseCommand):
    help = "Make a closed, tabulated round of synthetic answers; it is marked so everywhere."

    def add_arguments(self, parser):
        parser.add_argument("--answers", type=int, default=100_000)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--key", default="2026-1")
        parser.add_argument(
            "--table",
            action="append",
            help="a table the round declares, as addresses of requests name it: Q10.og.10;"
            " without any it declares nothing and the default set holds",
        )

    def handle(self, *args, **options):
        counts_file = Path(settings.BASE_DIR).parent / "shared/facts/school_counts_2024.csv"
        published = read_published_counts(counts_file) if counts_file.is_file() else None
        source = "education statistics of 2024" if published else "counts of our own making"
        instrument_data = json.loads((CONTENT / "questionnaire.json").read_text("utf-8"))
        try:
            file = make_synthetic_round(
                key=options["key"],
                strata=read_strata(published),
                instrument_data=instrument_data,
                opens_at=OPENS_AT,
                closes_at=CLOSES_AT,
                answers=options["answers"],
                seed=options["seed"],
                publication=read_publication(options["table"], instrument_data),
            )
        except (RoundExists, UnknownTable) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Synthetic round {options['key']}: {file.rows_valid} answers, students per office"
            f" from {source}. SHA-256 {file.sha256}"
        )


def read_publication(words: list[str] | None, instrument_data: dict) -> PublicationSet | None:
    """The set these words name; None where nobody named a table. Raises UnknownTable."""
    if not words:
        return None
    listed = listed_tables(Instrument.from_data(instrument_data), least=LEAST_COUNT)
    return PublicationSet(read_words(words, listed))


def read_published_counts(path: Path) -> dict[tuple[str, str], int]:
    """Students by (office code, level) from the table of education statistics."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (line["neis_office_code"], level): int(line[column])
            for line in csv.DictReader(file)
            for level, column in LEVEL_COLUMNS.items()
        }


def read_strata(published: dict[tuple[str, str], int] | None) -> list[StratumInput]:
    """Every office and level with the students asked.

    Args:
        published: students of all grades by (office code, level); None for our own counts.
    """
    with (CONTENT / "demo_offices.csv").open(encoding="utf-8", newline="") as file:
        offices = list(csv.DictReader(file))
    return [
        StratumInput(
            office_code=office["code"],
            office_name_ko=office["name_ko"],
            office_name_en=office["name_en"],
            office_sort=int(office["sort"]),
            level=level,
            enrolled=_asked(
                published[office["code"], level] if published else office[level], level
            ),
        )
        for office in offices
        for level in LEVEL_COLUMNS
    ]


def _asked(students: int | str, level: str) -> int:
    return int(students) // (ASKED_IN_ELEMENTARY if level == "E" else 1)
