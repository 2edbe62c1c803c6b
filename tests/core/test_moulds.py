"""Pages with holes."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from core.moulds import Mould, hole

MARKERS = {"name": hole("name"), "place": "00000000-0000-0001-0000-000000000001"}


@given(st.text(), st.text())
def test_filled_page_holds_every_value_escaped_wherever_it_belongs(name, place):
    mould = Mould(f"<p>{MARKERS['name']}, {MARKERS['place']}, {MARKERS['name']}</p>", MARKERS)
    page = mould.fill({"name": name, "place": place})
    assert page == f"<p>{escape(name)}, {escape(place)}, {escape(name)}</p>"


def test_page_without_holes_stays_as_it_is():
    assert Mould("<p>계속</p>", MARKERS).fill({"name": "x", "place": "y"}) == "<p>계속</p>"


def test_value_that_is_missing_is_an_error_and_no_page():
    with pytest.raises(KeyError):
        Mould(MARKERS["name"], MARKERS).fill({"place": "y"})
