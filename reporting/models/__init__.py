"""Rounds of the survey and what may be known of them afterwards: counts, never an answer.

No table here points to a person, a class or a session. Who did something stands in
`core.AuditEntry` alone.
"""

from reporting.models.approvals import InstrumentDraft, StepRequest
from reporting.models.exports import ExportRequest
from reporting.models.files import DownloadCount, ReleaseFile
from reporting.models.gate_runs import GateRun
from reporting.models.instruments import Instrument
from reporting.models.keys import StratumKey
from reporting.models.microdata import CarelessCount, MicrodataFile
from reporting.models.openings import RoundOpening
from reporting.models.participation import Participation
from reporting.models.releases import LedgerEntry, PublicationPlan, Release, ReleaseTables
from reporting.models.rounds import Round, StateNotReachable, Stratum
from reporting.models.tally import TallyFigure, TallyReport

__all__ = [
    "CarelessCount",
    "DownloadCount",
    "ExportRequest",
    "GateRun",
    "Instrument",
    "InstrumentDraft",
    "LedgerEntry",
    "MicrodataFile",
    "Participation",
    "PublicationPlan",
    "Release",
    "ReleaseFile",
    "ReleaseTables",
    "Round",
    "RoundOpening",
    "StateNotReachable",
    "StepRequest",
    "Stratum",
    "StratumKey",
    "TallyFigure",
    "TallyReport",
]
