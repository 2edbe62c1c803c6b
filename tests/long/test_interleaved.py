"""T-40 to T-42 in full: two hundred classes, and ten thousand requests over sixteen threads."""

import pytest

from tests.curriculum.many_at_once import export_all, make_marked_classes, mix, print_all


@pytest.mark.django_db(transaction=True)
def test_t42_ten_thousand_interleaved_requests_never_mix():
    mix(make_marked_classes(200), requests=10_000)


@pytest.mark.django_db(transaction=True)
def test_t40_prints_of_two_hundred_classes_at_once_hold_their_own_class_only():
    print_all(make_marked_classes(200))


@pytest.mark.django_db(transaction=True)
def test_t41_two_hundred_exports_at_once_are_ones_own():
    export_all(make_marked_classes(10), times=10)
