"""Rounds of the survey and what may be known of them afterwards: counts, never an answer.

No table here points to a person, a class or a session. Who did something stands in
`core.AuditEntry` alone.
"""

from reporting.models.counts import Cell, MicrodataFile
from reporting.models.instruments import Instrument
from reporting.models.releases import LedgerEntry, PublicationPlan, Release, ReleaseTables
from reporting.models.rounds import Round, StateNotReachable, Stratum

__all__ = [
    "Cell",
    "Instrument",
    "LedgerEntry",
    "MicrodataFile",
    "PublicationPlan",
    "Release",
    "ReleaseTables",
    "Round",
    "StateNotReachable",
    "Stratum",
]
