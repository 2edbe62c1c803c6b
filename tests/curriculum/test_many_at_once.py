"""Prints, files and pages of many classes at the same time: each gets its own and nothing else.

Two hundred classes, and the full ten thousand requests of T-42, are in
tests/long/test_interleaved.py.
"""

import pytest
from django.urls import reverse

from tests.curriculum.many_at_once import ask_all, expect_only, make_marked_classes, mix, print_all

pytestmark = pytest.mark.django_db(transaction=True)


def test_t40_prints_of_fifty_classes_at_once_hold_their_own_class_only():
    """What Chromium prints is this page; the journey looks at the paper itself."""
    print_all(make_marked_classes(50))


def test_t41_exports_with_equal_names_at_once_are_ones_own():
    """All files of a day are called alike up to the assignment; none is kept on a disk."""
    classes = make_marked_classes(10)

    def export(marked, file_type):
        address = reverse("curriculum:results-file", args=[marked.assignment.pk, file_type])
        response = marked.client("teacher").get(address)
        assert marked.assignment.pk.hex[:8] in response["Content-Disposition"]
        other = classes[(classes.index(marked) + 1) % len(classes)]
        assert other.client("teacher").get(address).status_code == 404
        if file_type == "csv":
            expect_only(marked, "teacher", address)

    jobs = [
        lambda marked=marked, kind=kind: export(marked, kind)
        for marked in classes
        for kind in ("csv", "xlsx") * 3
    ]
    ask_all(jobs, threads=8, seed=41)


def test_t42_interleaved_requests_of_sixteen_threads_never_mix():
    mix(make_marked_classes(20), requests=240)
