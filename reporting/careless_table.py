"""Which counts of careless answers may be printed beside a release. Imports no framework.

The kinds overlap and have no total, so no two of them add up to anything. But a kind says
something of the answers it is made of: so many students gave each of them. A count is therefore
kept back unless, for every number the release hides, it leaves the least possible value at 1 or
below, which is what the release itself guarantees.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reporting.careless import (
    ASKED,
    CONTRADICTION,
    EVERYTHING,
    KINDS,
    LEAST_EVERYTHING,
    STRAIGHT,
    box_questions,
    boxes,
    contradictions_in,
    line_codes,
    line_places,
)
from reporting.disclosure import HIDDEN, LEAST_COUNT, Shown, is_primary
from reporting.frozen_tables import ANY_SEX, EVERYBODY, NATION, Cell, FrozenRelease
from reporting.instruments import Instrument

# What an attacker may know of a hidden number at least: the guarantee of a release.
HARMLESS = 1
# Printed cells of the answers that one group of students all gave; None is not printed.
Group = Sequence[int | None]


@dataclass(frozen=True)
class CarelessRow:
    """One school level: how many answered, and the counts by kind in the order of KINDS."""

    level: str
    asked: Shown
    counts: tuple[Shown, ...]

    def percent(self, position: int, least_base: int) -> str:
        """P4: of printed counts alone, one decimal; empty where there is none."""
        count, base = self.counts[position].value, self.asked.value
        if count is None or base is None or base < max(1, least_base):
            return ""
        return f"{count * 100 / base:.1f}"


def careless_rows(
    counts: Mapping[tuple[str, str], int],
    instrument: Instrument,
    release: FrozenRelease,
    *,
    least: int = LEAST_COUNT,
) -> list[CarelessRow]:
    """The rows that may stand beside a release.

    Args:
        counts: students by (level, kind), as `careless.count_careless` counts them.
    """
    printed = dict(release.printed())
    levels = [level for level in "EMH" if (level, ASKED) in counts]
    return [_row(level, counts, instrument, printed, least) for level in levels]


def _row(level: str, counts, instrument: Instrument, printed, least: int) -> CarelessRow:
    base = printed.get(Cell(NATION, level, ANY_SEX, "", EVERYBODY))
    asked = counts[level, ASKED]
    if base != asked:
        return CarelessRow(level, HIDDEN, (HIDDEN,) * len(KINDS))
    groups = _groups(level, instrument, printed, asked)
    shown = tuple(
        _shown(counts[level, kind], asked, groups[kind], least, _held_by(kind)) for kind in KINDS
    )
    return CarelessRow(level, Shown(asked), shown)


def _held_by(kind: str) -> int:
    """In how many groups one student of the kind is at least."""
    return LEAST_EVERYTHING if kind == EVERYTHING else 1


def _groups(level: str, instrument: Instrument, printed, asked: int) -> dict[str, list[Group]]:
    """For each kind, the answers that students of it gave together.

    A question without a table holds anybody: it has one cell of the size of the level. In a
    straight line it is left out, as is one that only some are asked.
    """
    published = {cell.question for cell in printed}

    def cell(question: str, code: str) -> int | None:
        entry = printed.get(Cell(NATION, level, ANY_SEX, question, code))
        return entry if isinstance(entry, int) else None

    places = [place[0] for place in line_places(instrument) if level in place[0].levels]
    codes = [line_codes(q, level) for q in places]
    lines = [
        [
            cell(question.id, of_question[number])
            for question, of_question in zip(places, codes, strict=True)
            if question.id in published and question.condition is None
        ]
        for number in range(min(map(len, codes), default=0))
    ]
    full = [
        [cell(q.id, code) for code in boxes(q, level)] if q.id in published else [asked]
        for q in box_questions(instrument, level)
    ]
    pairs = [[cell(*answer) for answer in pair] for pair in contradictions_in(instrument)]
    return {STRAIGHT: lines, EVERYTHING: full, CONTRADICTION: pairs}


def _shown(count: int, asked: int, groups: list[Group], least: int, held_by: int) -> Shown:
    if is_primary(count, asked, least=least) or lowest_hidden(count, groups, held_by) > HARMLESS:
        return HIDDEN
    return Shown(count)


def lowest_hidden(count: int, groups: Iterable[Group], held_by: int = 1) -> int:
    """The most that a count tells of a hidden number from below; 0 where nothing is hidden.

    Each counted student stands in `held_by` groups or more, and no group is larger than its
    smallest cell. What the other groups cannot hold must be in this one, and so in its hidden
    cell. A group with a hidden cell is taken as empty: nothing better is known of it.
    """
    groups = list(groups)
    sizes = [0 if None in group else min(group, default=0) for group in groups]
    told = [
        held_by * count - (sum(sizes) - size)
        for group, size in zip(groups, sizes, strict=True)
        if None in group
    ]
    return max([0, *told])
