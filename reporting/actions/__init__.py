"""Verbs of the survey and its statistics."""

from reporting.actions.instruments import (
    InstrumentLocked,
    VersionTaken,
    approve_instrument_draft,
    change_instrument,
    copy_instrument,
    return_instrument,
    submit_instrument,
)
from reporting.actions.opening_rounds import NobodyAsked, NotBeingOpened, finish_opening
from reporting.actions.preparing import TablesDeclared, change_round, prepare_round
from reporting.actions.rounds import (
    InstrumentChanged,
    RoundExists,
    StratumInput,
    close_round,
    open_round,
)
from reporting.actions.steps import (
    AskedAlready,
    NothingWaits,
    SealingKeyMissing,
    ask_step,
    confirm_step,
    may_be_tabulated,
    withdraw_step,
)
from reporting.actions.tabulation import (
    AlreadyTabulated,
    NotAllowedYet,
    RoundStillOpen,
    WrongKey,
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
from reporting.actions.two_people import SamePerson, person_of

__all__ = [
    "AlreadyTabulated",
    "AskedAlready",
    "InstrumentChanged",
    "InstrumentLocked",
    "KeyDestroyed",
    "NoTicketsLeft",
    "NobodyAsked",
    "NotAllowedYet",
    "NotBeingOpened",
    "NothingWaits",
    "RoundExists",
    "RoundStillOpen",
    "SamePerson",
    "SealingKeyMissing",
    "StratumInput",
    "TablesDeclared",
    "VersionTaken",
    "WrongKey",
    "approve_instrument_draft",
    "ask_step",
    "change_instrument",
    "change_round",
    "close_round",
    "confirm_step",
    "copy_instrument",
    "count_ticket",
    "destroy_stratum_keys",
    "finish_opening",
    "make_stratum_keys",
    "make_synthetic_round",
    "may_be_tabulated",
    "open_microdata",
    "open_round",
    "person_of",
    "prepare_round",
    "return_instrument",
    "sign_blinded",
    "submit_instrument",
    "take_microdata",
    "withdraw_step",
]
