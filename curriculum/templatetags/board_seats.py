"""Seats and questions of a board, rendered once for each look.

A class of forty has a handful of looks. What is kept is made of the arguments alone.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from curriculum.class_board import ClassBoard, Seat
from curriculum.progress import Need
from curriculum.question_strip import QuestionCell

register = template.Library()

# A seat takes some 400 bytes: those of a few hundred classes, in every state and both languages.
SEATS_KEPT = 20_000
CELLS_KEPT = 5_000


@register.simple_tag(takes_context=True)
def board_seats(context, board: ClassBoard) -> SafeString:
    """All seats. What carries a button belongs to one teacher and is rendered anew."""
    language = get_language()
    # Every part was rendered by a template, which escapes.
    return SafeString("".join(_seat(context, seat, language) for seat in board.seats))


def _seat(context, seat: Seat, language: str) -> str:
    if seat.need is Need.CALLED or seat.is_locked:
        return render_to_string("curriculum/parts/seat.html", {**context.flatten(), "seat": seat})
    return _plain_seat(seat.number, seat.nickname, seat.state, seat.need, language)


@register.simple_tag
def question_cells(board: ClassBoard) -> SafeString:
    """The questions of the strip; their buttons belong to the form around them."""
    language, shown = get_language(), board.shown
    return SafeString(
        "".join(_cell(_look(cell), _button(board, cell, shown), language) for cell in board.strip)
    )


def _look(cell: QuestionCell) -> tuple:
    return cell.number, cell.level, cell.given, cell.right, cell.wrong, cell.unanswered


def _button(board: ClassBoard, cell: QuestionCell, shown: QuestionCell | None) -> str:
    """What the cell's button sends: the key of its question, "" to hide it; "none" without one."""
    if not (board.lead and cell.has_options):
        return "none"
    return "" if cell is shown else str(cell.item.key)


@lru_cache(maxsize=SEATS_KEPT)
def _plain_seat(number: int, nickname: str, state: str, need: str, language: str) -> str:
    shown = {"number": number, "nickname": nickname, "state": state, "need": need}
    return render_to_string("curriculum/parts/seat.html", {"seat": {**shown, "is_locked": False}})


@lru_cache(maxsize=CELLS_KEPT)
def _cell(look: tuple, button: str, language: str) -> str:
    names = ("number", "level", "given", "right", "wrong", "unanswered")
    context = {"cell": dict(zip(names, look, strict=True)), "button": button}
    return render_to_string("curriculum/parts/strip_cell.html", context)


@lru_cache(maxsize=CELLS_KEPT)
def _counters(counts: tuple, needing: int | None, language: str) -> str:
    names = ("not_started", "in_progress", "finished")
    context = {"counts": dict(zip(names, counts, strict=True)), "needing": needing}
    return render_to_string("curriculum/parts/counters.html", context)


@register.simple_tag
def board_counters(board: ClassBoard, needing: int | None = None) -> SafeString:
    """How many are in each state; on the teacher's board also how many need help."""
    counts = board.counts
    states = (counts.not_started, counts.in_progress, counts.finished)
    return _counters(states, needing, get_language())
