"""What a poll of a board or a projector gets: the part that changes, whichever way it came in."""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from curriculum.class_board import ClassBoard
from curriculum.places import read_itinerary

TEMPLATES = {
    "board": "curriculum/class_board_live.html",
    "projector": "curriculum/projector_live.html",
}


def render_live(page: str, board: ClassBoard, csrf_token: str) -> str:
    """The changing part of "board" or "projector", in the language that is active.

    Without a request: nothing in it depends on who asks but the token of its buttons.
    """
    context = {"board": board, "classroom": board.assignment.classroom, "csrf_token": csrf_token}
    if page == "projector":
        context |= read_route(board)
    return render_to_string(TEMPLATES[page], context)


def read_route(board: ClassBoard) -> dict:
    """Where the class is and can go, and the question whose answers the room sees."""
    route = read_itinerary(board.assignment.steps, board.lead, get_language())
    shown = board.shown and {
        "stem": board.shown.stem(get_language()),
        "options": board.shown.options(get_language()),
    }
    return {"route": route, "shown": shown}
