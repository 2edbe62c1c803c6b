"""Headers, suffixes and verbs at every address of our own, for whoever is signed in there."""

import pytest
from django.test import Client

from tests.house.test_access import TABLE, world
from tests.house.world import address_of, own_views

__all__ = ["world"]
# Nothing in these depends on who asks, so anybody may keep them.
SAME_FOR_EVERYBODY = {"healthz", "statistics-api:openapi", "statistics-api:releases"}
WHO = {"student": "student", "teacher": "teacher", "analyst": "analyst", "operator": "operator"}


def pages(values) -> list[tuple[str, str, str]]:
    """(name, address, role) of every page that some signed-in person of the table may open."""
    return [
        (name, address_of(name, values), role)
        for name, row in TABLE.items()
        for role in WHO
        if row[role] == 200
    ]


def test_t36_every_page_of_somebody_signed_in_is_private_and_kept_nowhere(world):
    values, people = world
    wrong = []
    for name, address, role in pages(values):
        response = people[role].get(address)
        kept = response.get("Cache-Control", "")
        varies = response.get("Vary", "")
        if name in SAME_FOR_EVERYBODY:
            assert response.content == Client().get(address).content
            continue
        if not ("private" in kept and "no-store" in kept) or "Cookie" not in varies:
            wrong.append(f"{name} as {role}: {kept!r}, Vary {varies!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "suffix", ["x.css", "x.js", "a/b.png", "%2e%2e/x.css", ";x.css", "%0ax.css"]
)
def test_t37_page_with_the_name_of_a_file_behind_it_is_not_found(world, suffix):
    values, people = world
    wrong = []
    for name, address, role in pages(values):
        response = people[role].get(address.rstrip("/") + "/" + suffix, follow=True)
        if response.status_code != 404:
            wrong.append(f"{name} as {role}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_t38_unknown_verb_is_refused_everywhere(world, verb):
    values, people = world
    wrong = []
    for name, address, role in pages(values):
        status = people[role].generic(verb, address).status_code
        if status != 405:
            wrong.append(f"{name} as {role}: {status}")
    assert not wrong, "\n".join(wrong)


def test_t38_a_field_or_header_does_not_change_the_verb(world):
    values, people = world
    address = address_of("curriculum:home", values)
    browser = people["student"]
    assert browser.post(address, {"_method": "GET"}).status_code == 405
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert browser.get(address, headers={header: "DELETE"}).status_code == 200


def test_no_address_of_ours_takes_forms_of_other_sites_but_the_two_of_learning_platforms():
    """What a platform posts carries a state and a token that are signed; nothing else does."""
    exempt = {name for name, view in own_views() if getattr(view, "csrf_exempt", False)}
    asks_by_itself = {"schools:roster", "schools:rollover"}  # after it has said how to read files
    assert exempt - asks_by_itself == {"lti-login", "lti-launch"}


@pytest.mark.parametrize(
    "address",
    ["/api/", "/api/v2/pages/", "/api/v2/images/", "/api/v2/documents/", "/ko/api/v2/pages/"],
)
def test_t30_no_content_is_listed_by_an_api(db, address):
    assert Client().get(address).status_code == 404
