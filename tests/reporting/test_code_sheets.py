"""Printed codes: nothing on the paper but the code, the survey and the way there."""

import hashlib
import re

import pytest

from reporting.actions import make_stratum_keys
from reporting.code_sheets import (
    CODES_PER_PAGE,
    render_code_sheet,
    render_key_sheet,
    write_code_sheets,
)
from reporting.codes import draw, for_print
from reporting.models import StratumKey
from tests.factories.reporting import StratumFactory

SURVEY = "http://127.0.0.1:8001"


@pytest.fixture
def stratum(db):
    return StratumFactory()


def test_sheet_prints_every_code_once_in_its_groups(stratum):
    codes = draw(33)
    page = render_code_sheet(stratum.round, stratum, codes, SURVEY)
    assert re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}", page) == [*map(for_print, codes)]
    assert page.count("<section") == -(-33 // CODES_PER_PAGE)
    assert f"{SURVEY}/ko/m/" in page


def test_sheet_has_no_number_or_order_beside_a_code(stratum):
    page = render_code_sheet(stratum.round, stratum, ["0" * 13] * 3, SURVEY)
    cards = re.findall(r'<div class="slip">(.*?)</div>', page, re.DOTALL)
    assert len(cards) == 3 and len(set(cards)) == 1


def test_sheet_speaks_both_languages_and_asks_for_no_name(stratum):
    page = render_code_sheet(stratum.round, stratum, draw(1), SURVEY)
    assert "이름을 적지 마십시오" in page and "write no name" in page
    assert "Seoul Metropolitan Office of Education, Middle school" in page


def test_write_code_sheets_files_are_for_their_owner_alone(stratum, tmp_path):
    folder = tmp_path / "sheets"
    written = write_code_sheets(
        round=stratum.round, sheets={"B10-M": draw(2)}, survey_url=SURVEY, folder=folder
    )
    key = stratum.round.key
    assert [path.name for path in written] == [f"{key}-B10-M.html", f"{key}-keys.html"]
    assert written[0].stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    named = re.findall(r'href="([^"]+\.css)"', written[0].read_text())
    assert named and all((folder / name).is_file() for name in named)


def test_key_sheet_prints_every_fingerprint_the_hash_and_where_to_compare(stratum):
    make_stratum_keys(round=stratum.round)
    page = render_key_sheet(stratum.round, SURVEY, b"signed bundle")
    (fingerprint,) = StratumKey.objects.fingerprints_of(stratum.round)
    assert page.count(fingerprint) == 1 and "B10-M" in page
    assert hashlib.sha256(b"signed bundle").hexdigest() in page
    assert f"{SURVEY}/ko/how-we-keep-it/" in page
    assert "한 줄이라도 다르면" in page and "If a line differs" in page
