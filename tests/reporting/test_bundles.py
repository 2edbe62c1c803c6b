"""The survey service believes a whole bundle signed by the platform, and nothing else."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting import bundles


def key_pair() -> tuple[str, str]:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return base64.b64encode(private.private_bytes_raw()).decode(), base64.b64encode(public).decode()


PRIVATE, PUBLIC = key_pair()


def a_bundle(**changes) -> dict:
    return {
        "round": "2026-1",
        "title_ko": "학교생활 조사",
        "title_en": "School life survey",
        "state": "open",
        "opens_at": "2026-06-01T00:00:00+00:00",
        "closes_at": "2026-06-10T09:00:00+00:00",
        "accept_until": "2026-06-10T09:10:00+00:00",
        "instrument": {"questions": []},
        "sealing_key": "key",
        "strata": [],
        "help_lines": [],
    } | changes


def test_bundle_signed_by_the_platform_is_read():
    assert bundles.read(bundles.sign(a_bundle(), PRIVATE), PUBLIC) == a_bundle()


def test_bundle_signed_by_another_is_refused():
    with pytest.raises(bundles.BundleRefused):
        bundles.read(bundles.sign(a_bundle(), key_pair()[0]), PUBLIC)


def test_bundle_changed_after_signing_is_refused():
    outer = json.loads(bundles.sign(a_bundle(), PRIVATE))
    outer["signed"] = outer["signed"].replace("2026-1", "2026-2")
    with pytest.raises(bundles.BundleRefused):
        bundles.read(json.dumps(outer).encode(), PUBLIC)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"signed": 1, "signature": ""}'])
def test_bundle_of_another_form_is_refused(data):
    with pytest.raises(bundles.BundleRefused):
        bundles.read(data, PUBLIC)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "perhaps"},
        {"round": ""},
        {"opens_at": "tomorrow"},
        {"opens_at": None},
        {"closes_at": "2026-06-10T18:00:00+09:00"},
        {"accept_until": "2026-06-10T08:00:00+00:00"},
        {"strata": None},
    ],
)
def test_bundle_with_a_fault_is_not_signed(changes):
    with pytest.raises(bundles.BundleRefused):
        bundles.sign(a_bundle(**changes), PRIVATE)


def test_bundle_with_a_part_missing_is_not_signed():
    bundle = a_bundle()
    del bundle["sealing_key"]
    with pytest.raises(bundles.BundleRefused, match="sealing_key"):
        bundles.sign(bundle, PRIVATE)
