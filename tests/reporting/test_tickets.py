"""Blind signatures: RFC 9474's own examples on every backend, faults, malformed messages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting import raw_rsa, tickets
from tests.factories.ticket_vectors import Vector, vectors
from tests.factories.tickets import blind, uncover

BACKENDS = [raw_rsa.PowSigner, raw_rsa.OpenSslSigner]
KEY = tickets.make_signing_key()
PUBLIC = tickets.public_key_of(KEY)
SIGNER = raw_rsa.load_signer(KEY)
CONTEXT = tickets.context_for("2026-2", "B10-M")


@pytest.fixture(params=BACKENDS, ids=lambda backend: backend.__name__)
def signer(request) -> raw_rsa.Signer:
    return request.param(KEY)


def new_ticket(context: bytes = CONTEXT) -> tuple[bytes, tickets.Ticket]:
    blinded = blind(PUBLIC, tickets.prepare(context))
    signature = tickets.blind_sign(SIGNER, blinded.message)
    return blinded.prepared, blinded.finalize(signature)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
def test_i01_vector_is_reproduced_step_by_step(backend, vector: Vector):
    blinded = blind(vector.public_der, vector.prepared, salt=vector.salt, inverse=vector.inverse)
    assert blinded.message == vector.blinded
    signed = tickets.blind_sign(backend(vector.private_der), blinded.message)
    assert signed == vector.blind_signature
    assert uncover(vector.public_der, signed, vector.inverse) == vector.signature
    key = tickets.read_public_key(vector.public_der)
    tickets.verify(key, vector.prepared, vector.signature)


def test_i01_prepared_message_is_a_random_prefix_and_the_context():
    first, second = tickets.prepare(CONTEXT), tickets.prepare(CONTEXT)
    assert first[32:] == second[32:] == b"school-life-survey|v1|2026-2|B10-M"
    assert first[:32] != second[:32]


def test_i02_signature_with_a_computing_fault_never_leaves(signer, monkeypatch):
    right = signer.power

    def faulty(message: bytes) -> bytes:
        return right(message)[:-1] + b"\x00"

    monkeypatch.setattr(signer, "power", faulty)
    blinded = blind(PUBLIC, tickets.prepare(CONTEXT))
    with pytest.raises(raw_rsa.SigningFailed):
        tickets.blind_sign(signer, blinded.message)


N = tickets.read_public_key(PUBLIC).public_numbers().n
MALFORMED = {
    "empty": b"",
    "zero": bytes(256),
    "short": b"\x01" * 255,
    "long": b"\x00" + b"\x01" * 256,
    "the modulus": N.to_bytes(256),
    "above the modulus": (N + 1).to_bytes(256),
    "all ones": b"\xff" * 256,
}


@pytest.mark.parametrize("message", MALFORMED.values(), ids=MALFORMED)
def test_i03_malformed_blinded_message_is_refused_before_any_computing(
    signer, message, monkeypatch
):
    monkeypatch.setattr(signer, "power", None)
    with pytest.raises(tickets.BlindedMessageRefused):
        tickets.blind_sign(signer, message)


@settings(deadline=None)
@given(message=st.integers(min_value=1, max_value=N - 1))
def test_i03_every_number_below_the_modulus_is_signed_rightly(message):
    signed = tickets.blind_sign(SIGNER, message.to_bytes(256))
    assert pow(int.from_bytes(signed), 65537, N) == message


def test_openssl_refuses_a_number_that_is_too_large_with_our_own_error():
    with pytest.raises(raw_rsa.SigningFailed):
        raw_rsa.OpenSslSigner(KEY).power(b"\xff" * 256)


def test_both_backends_make_the_same_signature():
    message = blind(PUBLIC, tickets.prepare(CONTEXT)).message
    made = {tickets.blind_sign(backend(KEY), message) for backend in BACKENDS}
    assert len(made) == 1


@settings(deadline=None, max_examples=40)
@given(place=st.integers(0, 255), change=st.integers(1, 255))
def test_t66_signature_with_one_changed_byte_is_refused(place, change):
    prepared, ticket = new_ticket()
    changed = bytearray(ticket.signature)
    changed[place] ^= change
    with pytest.raises(tickets.TicketRefused):
        tickets.verify(tickets.read_public_key(PUBLIC), prepared, bytes(changed))


@pytest.mark.parametrize(
    ("round_key", "stratum"), [("2026-1", "B10-M"), ("2026-2", "B10-H"), ("2026-2", "C10-M")]
)
def test_t66_ticket_of_another_round_or_stratum_is_refused(round_key, stratum):
    prepared, ticket = new_ticket(tickets.context_for(round_key, stratum))
    claimed = prepared[:32] + CONTEXT
    with pytest.raises(tickets.TicketRefused):
        tickets.verify(tickets.read_public_key(PUBLIC), claimed, ticket.signature)


def test_ticket_and_what_the_issuer_saw_have_nothing_in_common():
    blinded = blind(PUBLIC, tickets.prepare(CONTEXT))
    signed = tickets.blind_sign(SIGNER, blinded.message)
    ticket = blinded.finalize(signed)
    assert ticket.has_its_lengths
    assert not {ticket.prefix, ticket.signature} & {blinded.message, signed}
    # Any ticket fits any blinded message with some factor: the pair proves nothing.
    other = new_ticket()[1]
    factor = int.from_bytes(signed) * pow(int.from_bytes(other.signature), -1, N) % N
    assert factor * int.from_bytes(other.signature) % N == int.from_bytes(signed)


@pytest.mark.parametrize("text", [b"", b"no key", PUBLIC])
def test_what_is_no_private_key_is_said_so(text):
    with pytest.raises(raw_rsa.KeyUnusable):
        raw_rsa.load_signer(text)


def test_private_key_is_no_public_one():
    with pytest.raises(raw_rsa.KeyUnusable):
        tickets.read_public_key(KEY)
