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
from reporting.actions.ticket_keys import (
    KeyDestroyed,
    NoTicketsLeft,
    count_ticket,
    destroy_stratum_keys,
    make_stratum_keys,
    sign_blinded,
)

__all__ = [
    "AlreadyTabulated",
    "Download",
    "InstrumentChanged",
    "KeyDestroyed",
    "NoTicketsLeft",
    "RoundExists",
    "RoundStillOpen",
    "StratumInput",
    "close_round",
    "count_ticket",
    "destroy_stratum_keys",
    "download_table",
    "make_stratum_keys",
    "make_synthetic_round",
    "open_microdata",
    "open_round",
    "sign_blinded",
    "take_microdata",
]
