"""What the survey service does with its tables. No action here knows who asked for it."""

from reporting.collector.actions.drawn_codes import OtherPepper, load_codes, waiting_deliveries
from reporting.collector.actions.handing_over import (
    HandedOver,
    RoundUnknown,
    StillOpen,
    export_round,
)
from reporting.collector.actions.storing import (
    CodeSpent,
    CodeUnknown,
    RoundClosed,
    WrongDoor,
    check_code,
    store_answer,
)
from reporting.collector.actions.tickets import TicketSpent, TicketUnknown, store_ticket_answer
from reporting.collector.actions.write_ahead import MayNotCheckpoint

__all__ = [
    "CodeSpent",
    "CodeUnknown",
    "HandedOver",
    "MayNotCheckpoint",
    "OtherPepper",
    "RoundClosed",
    "RoundUnknown",
    "StillOpen",
    "TicketSpent",
    "TicketUnknown",
    "WrongDoor",
    "check_code",
    "export_round",
    "load_codes",
    "store_answer",
    "store_ticket_answer",
    "waiting_deliveries",
]
