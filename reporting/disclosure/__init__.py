"""Protecting counts: which may be printed, which must be hidden with them, and the proof."""

from reporting.disclosure.rows import (
    HIDDEN,
    LEAST_COUNT,
    Shown,
    is_primary,
)
from reporting.frozen_tables import CONFIDENTIAL, MARKS, NOT_APPLICABLE, NOT_AVAILABLE

__all__ = [
    "CONFIDENTIAL",
    "HIDDEN",
    "LEAST_COUNT",
    "MARKS",
    "NOT_APPLICABLE",
    "NOT_AVAILABLE",
    "Shown",
    "is_primary",
]
