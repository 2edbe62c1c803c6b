"""Prints, files and pages of many classes at the same time: each gets its own and nothing else.

Two hundred classes, more exports, and the full ten thousand requests of T-42, are in
tests/long/test_interleaved.py.
"""

import pytest

from tests.curriculum.many_at_once import export_all, make_marked_classes, mix, print_all

pytestmark = pytest.mark.django_db(transaction=True)


def test_t40_prints_of_fifty_classes_at_once_hold_their_own_class_only():
    """What Chromium prints is this page; the journey looks at the paper itself."""
    print_all(make_marked_classes(50))


def test_t41_exports_with_equal_names_at_once_are_ones_own():
    """All files of a day are called alike up to the assignment; none is kept on a disk."""
    export_all(make_marked_classes(10), times=3)


def test_t42_interleaved_requests_of_sixteen_threads_never_mix():
    mix(make_marked_classes(20), requests=240)
