"""Sealed answers open with the right key and info, and with nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import sealing

PRIVATE, PUBLIC = sealing.make_key_pair()
INFO = sealing.info_for("2026-1", "B10-M")


@given(st.binary(max_size=2000))
def test_sealed_answer_opens_to_what_was_sealed(plaintext):
    sealed = sealing.seal(PUBLIC, INFO, plaintext)
    assert len(sealed) == sealing.sealed_length(len(plaintext))
    assert sealing.open_sealed(sealing.read_private_key(PRIVATE), INFO, sealed) == plaintext


def test_sealed_answer_is_never_twice_the_same():
    assert sealing.seal(PUBLIC, INFO, b"row") != sealing.seal(PUBLIC, INFO, b"row")


@pytest.mark.parametrize("change", ["key", "round", "office", "level", "byte", "short"])
def test_sealed_answer_with_anything_changed_does_not_open(change):
    key, info = sealing.read_private_key(PRIVATE), INFO
    sealed = sealing.seal(PUBLIC, INFO, b"row")
    if change == "key":
        key = sealing.read_private_key(sealing.make_key_pair()[0])
    if change == "round":
        info = sealing.info_for("2026-2", "B10-M")
    if change == "office":
        info = sealing.info_for("2026-1", "T10-M")
    if change == "level":
        info = sealing.info_for("2026-1", "B10-H")
    if change == "byte":
        sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    if change == "short":
        sealed = sealed[:40]
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(key, info, sealed)


@pytest.mark.parametrize("text", ["", "a", "AAAA", "한글"])
def test_key_of_another_kind_is_refused(text):
    with pytest.raises(sealing.KeyRefused):
        sealing.read_public_key(text)
    with pytest.raises(sealing.KeyRefused):
        sealing.read_private_key(text)
