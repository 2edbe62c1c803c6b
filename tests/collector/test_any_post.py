"""Whatever a stranger posts, the service answers it; it never fails."""

import base64
import json
import secrets

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reporting import codes
from reporting.collector.envelopes import FIELDS
from tests.examples import examples

pytestmark = pytest.mark.django_db(databases=["survey"])
MALFORMED = "4K7M-92XD-PQ3RU"
LIKELY = {
    "round": ["2026-1"],
    "stratum": ["B10-E", "B10-M", "T10-M", ""],
    "code": [MALFORMED, codes.draw(1)[0]],
    "id": [secrets.token_hex(16)],
    "sealed": [base64.b64encode(b"x" * length).decode() for length in (0, 3, 1299, 1300, 1301)],
}
# Lone halves of surrogate pairs cannot be sent in a form, only in JSON.
SENDABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
ANYTHING = st.text(max_size=80)


def envelopes(text):
    """Fields of an envelope, each likely, any text or missing."""
    fields = {name: st.sampled_from(likely) | text for name, likely in LIKELY.items()}
    return st.fixed_dictionaries({}, optional=fields)


def fuzzed(test):
    """Many examples against one round; the fixtures are only read."""
    suppressed = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(
        max_examples=examples(40), deadline=None, database=None, suppress_health_check=suppressed
    )(test)


@fuzzed
@given(fields=envelopes(SENDABLE), door=st.sampled_from("emh"))
@example(fields={**dict.fromkeys(FIELDS, ""), "id": "00" * 16, "code": MALFORMED}, door="m")
@example(fields={"stratum": "../x", "id": "00" * 16, "code": MALFORMED}, door="m")
def test_any_form_sent_is_taken_or_refused_calmly(survey_client, round_with_codes, fields, door):
    response = survey_client.post(f"/ko/{door}/send/", fields)
    assert response.status_code in {302, 400, 410, 422}


@pytest.mark.parametrize("stratum", ["", "X", "B10-m", "B10-H", "../..", "\x00"])
def test_malformed_code_under_another_stratum_is_refused_in_neutral_words(
    survey_client, round_with_codes, stratum
):
    fields = {"round": "2026-1", "stratum": stratum, "code": MALFORMED, "id": "00" * 16}
    fields |= {"sealed": ""}
    response = survey_client.post("/ko/m/send/", fields)
    assert response.status_code == 400
    assert "아무것도 저장하지 않았고" in response.content.decode()


@fuzzed
@given(
    body=envelopes(ANYTHING).map(lambda fields: json.dumps(fields).encode())
    | st.recursive(
        st.none() | st.booleans() | st.floats() | ANYTHING,
        lambda inner: st.lists(inner) | st.dictionaries(ANYTHING, inner),
    ).map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=200)
)
@example(body=b"[" * 16_000)
@example(body=b'{"round":' * 1_800)
@example(body=b"9" * 16_000)
def test_any_message_of_a_script_is_taken_or_refused_in_one_word(
    survey_client, round_with_codes, body
):
    response = survey_client.post("/send/", body, content_type="application/json")
    assert response.status_code in {200, 400, 404, 409, 410}
    assert set(response.json()) == {"outcome"}


@fuzzed
@given(
    answers=st.dictionaries(
        st.sampled_from(["code", "change", "Q2", "Q3", "Q8", "Q27", "stratum"]) | SENDABLE,
        SENDABLE | st.lists(st.sampled_from(["1", "F", "class", "none"]) | SENDABLE, max_size=4),
    ),
    is_coded=st.booleans(),
)
def test_any_filled_form_leads_to_a_page(survey_client, round_with_codes, answers, is_coded):
    code = {"code": round_with_codes.codes["B10-M"][0]} if is_coded else {}
    response = survey_client.post("/en/m/review/", {**answers, **code})
    assert response.status_code == 200
