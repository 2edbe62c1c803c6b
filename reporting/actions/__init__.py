"""Verbs of the survey and its statistics."""

from reporting.actions.downloads import Download, download_table
from reporting.actions.rounds import (
    InstrumentChanged,
    RoundExists,
    StratumInput,
    close_round,
    open_round,
)
from reporting.actions.tabulation import (
    AlreadyTabulated,
    RoundStillOpen,
    make_synthetic_round,
    open_microdata,
    take_microdata,
)

__all__ = [
    "AlreadyTabulated",
    "Download",
    "InstrumentChanged",
    "RoundExists",
    "RoundStillOpen",
    "StratumInput",
    "close_round",
    "download_table",
    "make_synthetic_round",
    "open_microdata",
    "open_round",
    "take_microdata",
]
