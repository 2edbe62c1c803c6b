"""What the browser computes is what Python computes: paths, rows, codes, seals."""

import base64
import random
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Error

from reporting import codes, sealing
from tests.reporting.instrument_answers import answer_sets, shipped

INSTRUMENT = shipped()
SCRIPTS = Path(settings.PROJECT_DIR) / "static" / "js"
# http://localhost is a secure context, which WebCrypto demands; nothing listens there.
ORIGIN = "http://localhost:9"


@pytest.fixture(scope="module")
def modules(chromium):
    """A blank page that can import our modules from the source tree; no server, no network."""

    def serve(route):
        name = route.request.url.removeprefix(f"{ORIGIN}/")
        if name.endswith(".js"):
            text = (SCRIPTS / name).read_text(encoding="utf-8")
            route.fulfill(body=text, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = chromium.new_page()
    page.route("**/*", serve)
    page.goto(f"{ORIGIN}/")
    yield page
    page.close()


def as_lists(answers: dict) -> dict:
    """Answers as the browser holds them: a list of codes in the order of the options."""
    return {
        key: [value] if isinstance(value, str) else value or [] for key, value in answers.items()
    }


def in_order(answers: dict) -> dict:
    """Boxes come out of a form in the order of the options, whatever was pressed first."""
    ordered = {}
    for key, chosen in as_lists(answers).items():
        offered = [option.code for option in INSTRUMENT.question(key).options]
        ordered[key] = sorted(chosen, key=offered.index)
    return ordered


MAKE_ROWS = """async ([papers, sets]) => {
  const { makeRow, pack } = await import("./survey-path.js");
  return sets.map(([level, chosen]) => {
    const row = makeRow(papers[level], chosen);
    return [JSON.stringify(row), pack(row, papers[level].packedLength).length];
  });
}"""


def test_paths_and_rows_of_random_answers_are_the_same_in_browser_and_python(modules):
    drawn = []

    @hypothesis_settings(
        max_examples=200,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(answer_sets(INSTRUMENT))
    def collect(level_and_answers):
        drawn.append(level_and_answers)

    collect()
    papers = {level: INSTRUMENT.to_browser(level) for level in "EMH"}
    sets = [[level, in_order(answers)] for level, answers in drawn]
    results = modules.evaluate(MAKE_ROWS, [papers, sets])
    for (level, answers), (row_text, length) in zip(drawn, results, strict=True):
        row = INSTRUMENT.make_row(answers, level)
        assert INSTRUMENT.pack(row).rstrip() == row_text.encode()
        assert length == INSTRUMENT.packed_length


def test_codes_are_judged_the_same_in_browser_and_python(modules):
    drawn = codes.draw(100)
    wrong = [code[:5] + random.choice(codes.ALPHABET) + code[6:] for code in drawn]
    typed = [codes.for_print(code).lower().replace("0", "o") for code in drawn]
    every = [*drawn, *wrong, *typed, "", "가나다", "０" * 13, "U" * 13, "1" * 14]
    judge = """async (every) => {
      const { normalise, isWellFormed } = await import("./survey-code.js");
      return every.map((text) => [normalise(text), isWellFormed(normalise(text))]);
    }"""
    for text, (normal, is_well_formed) in zip(every, modules.evaluate(judge, every), strict=True):
        assert normal == codes.normalise(text)
        assert is_well_formed == codes.is_well_formed(normal)


def test_stratum_of_a_code_is_the_same_in_browser_and_python(modules):
    nation = [f"{office}10-M" for office in "BCDEFGHIJKMNPQRST"]
    drawn = [codes.draw(3, stratum=key, strata=nation) for key in nation]
    read = """async ([drawn, strata]) => {
      const { stratumOf } = await import("./survey-code.js");
      return drawn.map((ofOne) => ofOne.map((code) => stratumOf(code, strata)));
    }"""
    assert modules.evaluate(read, [drawn, nation]) == [[key] * 3 for key in nation]


SEAL = """async ([key, info, plaintext]) => {
  const { seal } = await import("./hpke.js");
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const sealed = await seal(bytes(key), new TextEncoder().encode(info), bytes(plaintext));
  return btoa(String.fromCharCode(...sealed));
}"""


@pytest.mark.parametrize("length", [0, 1, 16, 1216, 5000])
def test_answer_sealed_in_the_browser_opens_in_python(modules, length):
    private, public = sealing.make_key_pair()
    plaintext = random.randbytes(length)
    info = sealing.info_for("2026-1", "B10-M")
    arguments = [public, info.decode(), base64.b64encode(plaintext).decode()]
    sealed = base64.b64decode(modules.evaluate(SEAL, arguments))
    key = sealing.read_private_key(private)
    assert len(sealed) == sealing.sealed_length(length)
    assert sealing.open_sealed(key, info, sealed) == plaintext
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(key, sealing.info_for("2026-1", "T10-M"), sealed)


def test_browser_refuses_a_key_that_is_no_point_of_the_curve(modules):
    no_point = base64.b64encode(b"\x04" + b"\x01" * 64).decode()
    with pytest.raises(Error, match="DataError"):
        modules.evaluate(SEAL, [no_point, "info", ""])
