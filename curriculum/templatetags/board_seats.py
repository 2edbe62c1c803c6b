"""Seats of a board, rendered once for each look: a class of forty has a handful of looks."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from curriculum.class_board import ClassBoard, Seat
from curriculum.progress import Need

register = template.Library()

# A seat takes some 400 bytes: those of a few hundred classes, in every state and both languages.
SEATS_KEPT = 20_000


@register.simple_tag(takes_context=True)
def seat_at(context, board: ClassBoard, seat: Seat) -> str:
    """One seat. What carries a button belongs to one teacher and is rendered anew."""
    if seat.need is Need.CALLED or seat.is_locked:
        return render_to_string("curriculum/parts/seat.html", {**context.flatten(), "seat": seat})
    return _plain_seat(seat.number, seat.nickname, seat.state, seat.need, get_language())


@lru_cache(maxsize=SEATS_KEPT)
def _plain_seat(number: int, nickname: str, state: str, need: str, language: str) -> str:
    shown = _Look(number, nickname, state, need)
    return render_to_string("curriculum/parts/seat.html", {"seat": shown})


class _Look:
    """What a seat without a button shows."""

    is_locked = False

    def __init__(self, number, nickname, state, need):
        self.number, self.nickname, self.state, self.need = number, nickname, state, need
