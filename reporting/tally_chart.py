"""Running totals as lines of an SVG drawing; the table beside it holds every number.

Imports no framework. Four lines at most, each named at its end, so nobody has to tell colours
apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting.tally_rules import ROWS, Key
from reporting.tally_weeks import Week

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 72, 104, 16, 40
CHARTED = ROWS[:4]
STEPS = (1, 2, 5)
# Names at the ends of lines need this much room.
LABEL_ROOM = 24


@dataclass(frozen=True)
class Line:
    """One kind of number.

    Attributes:
        points: as an SVG polyline takes them.
        label_y: where its last number stands.
    """

    number: int
    key: Key
    points: str
    dots: list[tuple[float, float]]
    last: int
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Chart:
    """A drawing of WIDTH × HEIGHT.

    Attributes:
        ticks: (y, number) of the lines of the scale.
        days: (x, day) of the ends of the time axis.
    """

    lines: list[Line]
    ticks: list[tuple[float, int]]
    days: list[tuple[float, date]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right_end: int = WIDTH - RIGHT


def draw_totals(weeks: Sequence[Week]) -> Chart | None:
    """The totals over all levels; None with fewer than two weeks, or with nothing counted."""
    if len(weeks) < 2:
        return None
    known = [week.total[key].value for week in weeks for key in CHARTED]
    most = max((value for value in known if value is not None), default=0)
    if not most:
        return None
    step = _step(most)
    top = -(-most // step) * step
    ticks = [(_y(value, top), value) for value in range(0, top + 1, step)]
    first, last = weeks[0].as_of, weeks[-1].as_of
    lines = [line for n, key in enumerate(CHARTED, 1) if (line := _line(n, key, weeks, top))]
    days = [(_x(first, first, last), first), (_x(last, first, last), last)]
    return Chart(_apart(lines), ticks, days)


def _line(number: int, key: Key, weeks: Sequence[Week], top: int) -> Line | None:
    first, last = weeks[0].as_of, weeks[-1].as_of
    known = [(week.as_of, week.total[key].value) for week in weeks]
    dots = [
        (_x(day, first, last), _y(value, top), value) for day, value in known if value is not None
    ]
    if len(dots) < 2:
        return None
    points = " ".join(f"{x},{y}" for x, y, _value in dots)
    x, y, value = dots[-1]
    return Line(number, key, points, [dot[:2] for dot in dots], value, x + 8, y)


def _apart(lines: list[Line]) -> list[Line]:
    """The same lines, their names moved so far apart that each can be read."""
    placed: list[Line] = []
    for line in sorted(lines, key=lambda line: line.label_y):
        y = max(line.label_y, placed[-1].label_y + LABEL_ROOM) if placed else line.label_y
        placed.append(Line(**{**vars(line), "label_y": round(y, 1)}))
    return sorted(placed, key=lambda line: line.number)


def _step(most: int) -> int:
    """A round distance that makes about five lines of the scale."""
    power = 1
    while True:
        for first in STEPS:
            if first * power * 5 >= most:
                return first * power
        power *= 10


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max(1, (last - first).days)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(value: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)
