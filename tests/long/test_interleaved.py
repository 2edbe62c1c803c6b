"""T-42 in full: ten thousand requests of two hundred classes, interleaved over sixteen threads."""

import pytest

from tests.curriculum.many_at_once import make_marked_classes, mix


@pytest.mark.django_db(transaction=True)
def test_t42_ten_thousand_interleaved_requests_never_mix():
    mix(make_marked_classes(200), requests=10_000)
