"""Rounds and their strata for tests."""

import hashlib
import json
from datetime import timedelta
from functools import cache
from pathlib import Path

import factory
from django.utils import timezone

from core.actions import record_act
from core.levels import Level
from reporting import instruments
from reporting.actions import StratumInput, make_synthetic_round
from reporting.actions.rounds import approve_instrument
from reporting.disclosure.layout import columns_of, rows_of
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.frozen_tables import FrozenRelease, Table
from reporting.marginals import CONTENT
from reporting.models import (
    ExportRequest,
    MicrodataFile,
    Release,
    ReleaseFile,
    ReleaseTables,
    Round,
    Stratum,
)
from reporting.round_structure import structure_of_round
from reporting.sealing import make_key_pair
from tests.factories.schools import UserFactory

OFFICES = {
    "B10": ("서울특별시교육청", "Seoul Metropolitan Office of Education", 1),
    "T10": (
        "제주특별자치도교육청",
        "Jeju Special Self-Governing Provincial Office of Education",
        17,
    ),
}
TITLES = {"ko": "학교생활 조사", "en": "School life survey"}


@cache
def questionnaire() -> dict:
    """The instrument that is shipped, as data."""
    return json.loads(Path(CONTENT, "questionnaire.json").read_text("utf-8"))


@cache
def instrument() -> instruments.Instrument:
    """The instrument that is shipped, parsed."""
    return instruments.Instrument.from_data(questionnaire())


@cache
def key_pair() -> tuple[str, str]:
    """One sealing key for all tests: (private, public)."""
    return make_key_pair()


def stratum_input(office: str = "B10", level: str = "M", enrolled: int = 30) -> StratumInput:
    """What `open_round` is told about a stratum."""
    ko, en, sort = OFFICES[office]
    return StratumInput(office, ko, en, sort, level, enrolled)


class RoundFactory(factory.django.DjangoModelFactory):
    """An open round that will close in a week."""

    class Meta:
        model = Round

    key = factory.Sequence(lambda n: f"2026-{n + 10}")
    title_ko = TITLES["ko"]
    title_en = TITLES["en"]
    instrument = factory.LazyFunction(lambda: approve_instrument(questionnaire()))
    state = Round.State.OPEN
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    sealing_public_key = factory.LazyFunction(lambda: key_pair()[1])


class StratumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stratum

    round = factory.SubFactory(RoundFactory)
    office_code = "B10"
    office_name_ko = factory.LazyAttribute(lambda stratum: OFFICES[stratum.office_code][0])
    office_name_en = factory.LazyAttribute(lambda stratum: OFFICES[stratum.office_code][1])
    office_sort = factory.LazyAttribute(lambda stratum: OFFICES[stratum.office_code][2])
    level = Level.MIDDLE
    enrolled = 30


def tabulated_round(*, counts: dict[tuple[str, str], dict[str, int]], **fields) -> Round:
    """A tabulated round without a release.

    Args:
        counts: answers to Q10 by (office code, level): {"yes": 12, …}; only their sum is kept.
    """
    round = RoundFactory(state=Round.State.TABULATED, **fields)
    for office, level in counts:
        StratumFactory(round=round, office_code=office, level=level)
    total = sum(sum(by_option.values()) for by_option in counts.values())
    MicrodataFile.objects.create(round=round, sha256="0" * 64, rows_valid=total, rows_invalid=0)
    return round


def counted_round(*, key: str = "2026-9", answers: int = 2000, opened_days_ago: int = 9) -> Round:
    """A week's round of synthetic answers of two offices, with its microdata file on disk."""
    strata = [stratum_input(office, level, 1500) for office in OFFICES for level in "MH"]
    now = timezone.now()
    make_synthetic_round(
        key=key,
        strata=strata,
        instrument_data=questionnaire(),
        opens_at=now - timedelta(days=opened_days_ago),
        closes_at=now - timedelta(days=opened_days_ago - 7),
        answers=answers,
        seed=7,
    )
    return Round.objects.select_related("instrument").get(key=key)


def allow_tabulation(round: Round) -> None:
    """Let two people have agreed that the round's answers be opened."""
    round.step_requests.create(step="tabulate", reason="", asked_in=1, confirmed_in=2)


def analyst_permissions() -> list[str]:
    """What an analyst may do, by name."""
    return [
        "view_rounds",
        "manage_rounds",
        "confirm_rounds",
        "view_participation",
        "view_tables",
        "export_release",
        "request_tables",
        "review_release",
    ]


def frozen_of(round: Round, number: int, keys=("Q4", "Q10")) -> FrozenRelease:
    """Frozen tables whose every count is made up, as a release prints them."""
    structure = structure_of_round(round)
    tables = []
    for key in keys:
        spec = TableSpec(key, key, True, False, False, True)
        rows, columns = rows_of(spec, structure), columns_of(spec, structure)
        lines = tuple((1000, "c", *(100,) * (len(columns) - 2)) for _ in rows)
        tables.append(Table(key, key, 10, rows, columns, lines))
    names = {code: (ko, en) for code, (ko, en, _sort) in OFFICES.items()}
    origin = (round.key, number, round.instrument.sha256, round.microdata.sha256, True, 50, names)
    return FrozenRelease(*origin, structure, tuple(tables))


def make_release(round: Round | None = None, *, state: str = "gated", **fields) -> Release:
    """A release of a tabulated round that passed the gate, without the arithmetic."""
    round = round or tabulated_round(counts={("B10", "M"): {"yes": 12, "no": 300}})
    number = round.releases.count() + 1
    publish_at = None if state in ("gated", "reviewed") else timezone.now()
    facts = {
        "purpose": "First tables",
        "publish_at": publish_at,
        "publication": PublicationSet((TableSpec("Q4", "Q4", True, False, False, True),)).to_data(),
    }
    release = Release.objects.create(round=round, number=number, state=state, **{**facts, **fields})
    frozen = frozen_of(round, number)
    ReleaseTables.objects.create(
        release=release,
        data=frozen.to_bytes(),
        sha256=frozen.sha256,
        proof=PROOF,
        preview=[{"cell": ["ALL", "M", "*", "Q4", "well"], "rule": "P2", "low": 0, "high": 14}],
        gated_against=[],
    )
    _make_file(release, frozen.to_bytes())
    return release


def _make_file(release: Release, data: bytes) -> ReleaseFile:
    return ReleaseFile.objects.create(
        release=release,
        kind=ReleaseFile.Kind.DOWNLOAD,
        name=f"{release.key}.json",
        media_type="application/json",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
    )


PROOF = {
    "cells": 120,
    "published": 100,
    "published_percent": 83.3,
    "protected_numbers": 12,
    "thresholds": [10],
    "least_base": 50,
}


def make_export(release: Release, **fields) -> ExportRequest:
    """A request of somebody for a file of a release that waits for a second person."""
    facts = {"file_name": f"{release.key}.json", "file_sha256": release.tables.sha256}
    line = record_act(action="reporting.request_export", target=release.key, by=UserFactory())
    return ExportRequest.objects.create(
        release=release, purpose="국회 제출 자료", asked_in=line.pk, **{**facts, **fields}
    )
