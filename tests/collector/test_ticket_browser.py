"""Tickets in a real browser: the official example, both ways against Python, the survey's page."""

import base64

import pytest
from playwright.sync_api import Error

from reporting import tickets
from reporting.collector.models import Answer, Spent
from reporting.raw_rsa import load_signer
from tests.collector.test_browser_modules import modules
from tests.collector.test_script_way import AFFECTED, NEXT, walk
from tests.factories.survey import ticket_key
from tests.factories.ticket_vectors import vectors

__all__ = ["modules"]
BYTES = "(text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))"
TEXT = "(bytes) => btoa(String.fromCharCode(...bytes))"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


RUN_VECTOR = f"""async ([key, prepared, salt, inverse, signed]) => {{
  const rsa = await import("./blind-rsa.js");
  const bytes = {BYTES}, text = {TEXT};
  const read = await rsa.readKey(bytes(key));
  const given = {{ salt: bytes(salt), inverse: bytes(inverse) }};
  const hidden = await rsa.blind(read, bytes(prepared), given);
  const open = await rsa.finalize(read, bytes(prepared), bytes(signed), hidden.inverse);
  return [text(hidden.message), text(open)];
}}"""


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
def test_i01_browser_reproduces_the_official_example(modules, vector):
    inverse = vector.inverse.to_bytes(len(vector.signature))
    given = [vector.public_der, vector.prepared, vector.salt, inverse, vector.blind_signature]
    message, signature = modules.evaluate(RUN_VECTOR, [b64(one) for one in given])
    assert base64.b64decode(message) == vector.blinded
    assert base64.b64decode(signature) == vector.signature


HIDE = f"""async ([key, context]) => {{
  const rsa = await import("./blind-rsa.js");
  const bytes = {BYTES}, text = {TEXT};
  const read = await rsa.readKey(bytes(key));
  const prepared = rsa.prepare(new TextEncoder().encode(context));
  const hidden = await rsa.blind(read, prepared);
  return [prepared, hidden.message, hidden.inverse].map(text);
}}"""
UNCOVER = f"""async ([key, prepared, signed, inverse]) => {{
  const rsa = await import("./blind-rsa.js");
  const bytes = {BYTES}, text = {TEXT};
  const given = [prepared, signed, inverse].map(bytes);
  return text(await rsa.finalize(await rsa.readKey(bytes(key)), ...given));
}}"""


def hidden_in_browser(page) -> tuple[str, str, str, str]:
    """(public key, prepared message, hidden message, inverse), base64."""
    public = b64(tickets.public_key_of(ticket_key("B10-M")))
    context = tickets.context_for("2026-1", "B10-M").decode()
    return public, *page.evaluate(HIDE, [public, context])


def test_i01_what_the_browser_hides_python_signs_and_verifies(modules):
    seen = set()
    for _ in range(20):
        public, prepared, message, inverse = hidden_in_browser(modules)
        signed = tickets.blind_sign(load_signer(ticket_key("B10-M")), base64.b64decode(message))
        signature = modules.evaluate(UNCOVER, [public, prepared, b64(signed), inverse])
        key = tickets.read_public_key(base64.b64decode(public))
        tickets.verify(key, base64.b64decode(prepared), base64.b64decode(signature))
        seen |= {prepared, message, signature}
    assert len(seen) == 60


def test_i07_browser_refuses_a_signature_of_another_key(modules):
    public, prepared, message, inverse = hidden_in_browser(modules)
    foreign = tickets.make_signing_key()
    hidden = int.from_bytes(base64.b64decode(message)) >> 1
    signed = tickets.blind_sign(load_signer(foreign), hidden.to_bytes(256))
    with pytest.raises(Error, match="signature"):
        modules.evaluate(UNCOVER, [public, prepared, b64(signed), inverse])


def fragment(ticket: tickets.Ticket, stratum: str = "B10-M") -> str:
    text = base64.urlsafe_b64encode(ticket.prefix + ticket.signature).decode().rstrip("=")
    return f"#{stratum}.{text}"


survey_page = pytest.mark.django_db(databases=["survey"], transaction=True)


def finish(page, choices: dict) -> None:
    page.click(NEXT)
    walk(page, choices)
    page.click(NEXT)
    page.wait_for_selector(".survey[data-stage=done]")


@survey_page
def test_t73_ticket_opens_the_survey_and_leaves_the_address_at_once(
    new_page, survey_server, round_with_codes
):
    page = new_page()
    page.goto(f"{survey_server}/ko/m/{fragment(round_with_codes.sign_ticket())}")
    page.get_by_text("코드는 필요 없어요").wait_for()
    assert page.url == f"{survey_server}/ko/m/"
    assert page.locator("#q-code").is_hidden()
    entries = page.evaluate("history.length")
    requests = []
    page.on("request", lambda request: requests.append((request.method, request.url)))
    finish(page, AFFECTED)
    assert requests == [("POST", f"{survey_server}/send/")]
    assert Answer.objects.get().stratum == "B10-M" and Spent.objects.count() == 1
    state = page.context.storage_state(indexed_db=True)
    assert (state["cookies"], state["origins"]) == ([], [])
    assert page.evaluate("[sessionStorage.length, history.length]") == [0, entries]


@survey_page
def test_i13_every_answer_with_a_ticket_is_one_message_of_one_length(
    new_page, survey_server, round_with_codes
):
    lengths = set()
    for path, choices in [("/ko/m/", {}), ("/en/m/", AFFECTED), ("/ko/h/", {"Q8": ["video"]})]:
        stratum = f"B10-{path[-2].upper()}"
        page = new_page()
        page.on("request", lambda request: lengths.add(len(request.post_data or "")))
        ticket = round_with_codes.sign_ticket(stratum)
        page.goto(f"{survey_server}{path}{fragment(ticket, stratum)}")
        page.locator("[data-ticket-note]").wait_for()
        finish(page, choices)
    assert len(lengths - {0}) == 1


@survey_page
@pytest.mark.parametrize("kind", ["forged", "other round", "other level", "nonsense"])
def test_t66_ticket_that_does_not_fit_is_said_before_the_first_question(
    new_page, survey_server, round_with_codes, kind
):
    ticket = round_with_codes.sign_ticket()
    forged = tickets.Ticket(ticket.prefix, ticket.signature[:-1] + b"\x00")
    text = {
        "forged": fragment(forged),
        "other round": fragment(round_with_codes.sign_ticket(of_round="2025-1")),
        "other level": fragment(round_with_codes.sign_ticket("B10-H"), "B10-H"),
        "nonsense": "#B10-M.%%%",
    }[kind]
    page = new_page()
    page.goto(f"{survey_server}/ko/m/{text}")
    page.get_by_text("이 참여권은 여기서 쓸 수 없어요").wait_for()
    assert page.url == f"{survey_server}/ko/m/"
    assert page.locator("#q-code").is_visible()


@survey_page
def test_t64_ticket_used_in_two_tabs_stores_one_answer_and_says_so(
    new_page, survey_server, round_with_codes
):
    text = fragment(round_with_codes.sign_ticket())
    first, second = new_page(), new_page()
    for page in (first, second):
        page.goto(f"{survey_server}/ko/m/{text}")
        page.locator("[data-ticket-note]").wait_for()
    finish(first, {})
    second.click(NEXT)
    walk(second, {})
    second.click(NEXT)
    second.get_by_text("이미 참여했어요").wait_for()
    assert Answer.objects.count() == 1


@survey_page
def test_t65_lost_reply_is_sent_again_and_stored_once(new_page, survey_server, round_with_codes):
    page = new_page()
    page.goto(f"{survey_server}/ko/m/{fragment(round_with_codes.sign_ticket())}")
    page.locator("[data-ticket-note]").wait_for()
    replies = iter(["lost"])

    def lose_first_reply(route):
        route.fetch()
        route.abort() if next(replies, None) else route.continue_()

    page.route("**/send/", lose_first_reply)
    page.click(NEXT)
    walk(page, {"Q2": ["1"]})
    page.click(NEXT)
    page.get_by_text("답은 아직 이 화면에만 있어요").wait_for()
    page.click(NEXT)
    page.wait_for_selector(".survey[data-stage=done]")
    assert Answer.objects.count() == Spent.objects.count() == 1
