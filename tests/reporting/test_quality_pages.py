"""Two published rounds side by side, and what is said of the quality of one."""

import copy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.actions import StratumInput, make_synthetic_round
from reporting.actions.release_states import approve_release, publish_release, review_release
from reporting.actions.releasing import draft_release, gate_release
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.models import CarelessCount, Participation, Round
from reporting.quality_page import read_quality
from reporting.trend_page import read_trend
from tests.factories.reporting import OFFICES, questionnaire, tabulated_round
from tests.factories.schools import UserFactory

pytestmark = pytest.mark.django_db

TABLES = tuple(TableSpec(key, key, True, False, False, True) for key in ("Q4", "Q10", "Q26"))


def publish(key: str, *, seed: int, days_ago: int, data: dict | None = None) -> Round:
    """A synthetic round with a public release."""
    strata = [
        StratumInput(office, ko, en, sort, level, 1500)
        for office, (ko, en, sort) in OFFICES.items()
        for level in "MH"
    ]
    end = timezone.now() - timedelta(days=days_ago)
    given = {"opens_at": end - timedelta(days=9), "closes_at": end, "answers": 20_000, "seed": seed}
    make_synthetic_round(key=key, strata=strata, instrument_data=data or questionnaire(), **given)
    round = Round.objects.get(key=key)
    release = draft_release(round=round, publication=PublicationSet(TABLES), purpose="First")
    release = review_release(release=gate_release(release=release), note="", by=UserFactory())
    moment = timezone.now() - timedelta(minutes=1)
    release = approve_release(release=release, publish_at=moment, by=UserFactory())
    publish_release(release=release)
    return round


def reworded() -> dict:
    data = copy.deepcopy(questionnaire())
    data["meta"]["version"] = 3
    next(q for q in data["questions"] if q["id"] == "Q10")["en"] = "Was your face misused?"
    return data


def main_of(client, name: str, round: Round, **query) -> str:
    page = client.get(reverse(f"reporting:{name}", kwargs={"key": round.key}), query)
    assert page.status_code == 200
    return page.content.decode().partition("<main")[2].partition("</main")[0]


@pytest.fixture
def two(folders):
    """Two rounds; the later one words Q10 anew."""
    earlier = publish("2025-2", seed=5, days_ago=400)
    return earlier, publish("2026-9", seed=7, days_ago=30, data=reworded())


def test_trend_is_that_of_the_printed_tables_and_the_break_is_marked(two, analyst_client):
    earlier, later = two
    text = main_of(analyst_client, "trend", later, question="Q4")
    page = read_trend(later, None, "Q4")
    line = next(line for line in page.lines if line.change.change is not None)
    assert str(line.change.later) in text and "95% 구간" in text
    broken = main_of(analyst_client, "trend", later, question="Q10")
    assert "[b]" in broken and "시계열 단절" in broken
    assert all(line.change.change is None for line in read_trend(later, None, "Q10").lines)
    assert "비교할 이전 회차가 없습니다" in main_of(analyst_client, "trend", earlier)


def test_trend_of_anything_else_in_the_address_is_the_first_that_can_be_compared(two):
    page = read_trend(two[1], "1999-9", "Q99")
    assert page.earlier == two[0] and page.question == "Q4"


def test_quality_shows_careless_counts_beside_the_release(two, analyst_client):
    round = two[1]
    counts = {(c.level, c.kind): c.students for c in CarelessCount.objects.filter(round=round)}
    assert counts["M", "asked"] + counts["H", "asked"] == round.microdata.rows_valid
    rows = read_quality(round).careless
    assert [row.level for row in rows] == ["M", "H"]
    assert rows[0].asked.value == counts["M", "asked"]
    for row in rows:
        for kind, shown in zip(
            ("straight", "everything", "contradiction"), row.counts, strict=True
        ):
            assert shown.value in (None, counts[row.level, kind])
    assert "학교급별(한 학생이" in main_of(analyst_client, "quality", round)


def test_quality_before_a_release_tells_no_careless_count(analyst_client):
    round = tabulated_round(counts={("B10", "M"): {"yes": 12, "no": 300}})
    CarelessCount.objects.create(round=round, level="M", kind="straight", students=77)
    text = main_of(analyst_client, "quality", round)
    assert "77" not in text and "공표한 뒤에" in text
    assert "공표된 것이 아직 없습니다" in main_of(analyst_client, "trend", round)


def test_coverage_is_told_by_stratum_and_never_where_few_are_missing(analyst_client):
    counts = {("B10", "M"): {"no": 20}, ("T10", "M"): {"no": 20}}
    round = tabulated_round(counts=counts)
    day = timezone.localdate()
    for stratum, accepted in (("B10-M", 20), ("T10-M", 30)):
        Participation.objects.create(
            round=round, counted_on=day, stratum=stratum, accepted=accepted
        )
    text = main_of(analyst_client, "quality", round)
    assert "66" in text and text.count('<span class="data-mark">[c]</span>') == 3
