"""Putting back what was not needed, and making witnesses whole.

The first programmes did not know of each other. Here each witness is looked for again inside the
hidden cells, cell by cell as cheap as the witnesses before it made it; what none of them moves is
printed after all.
"""

import numpy as np

from reporting.disclosure.primary import Primary
from reporting.disclosure.programme import Movement, Part, solve
from reporting.disclosure.system import System
from reporting.disclosure.witness import (
    Protection,
    Witness,
    parts_finder,
    printing_costs,
    split_reached,
)

PASSES = 2
REWEIGHTED = 2
# A whole table is looked for so long; where none was found the integer attacker has the word.
WHOLE_SECONDS = 5.0


def clean_up(system: System, primary: Primary, protection: Protection) -> Protection:
    """The same guarantee with fewer cells hidden."""
    best = protection
    for turn in range(PASSES):
        again = _once(system, primary, best, backwards=turn % 2 == 1)
        if np.count_nonzero(again.hidden) >= np.count_nonzero(best.hidden):
            break
        best = again
    return best


def _once(system, primary: Primary, protection: Protection, *, backwards: bool) -> Protection:
    needed = np.zeros(len(system.cells), dtype=bool)
    needed[list(primary.rules)] = True
    cleaned = Protection(needed)
    find_parts = parts_finder(system, system.is_printed & ~protection.hidden)
    for witness in sorted(
        protection.witnesses, key=lambda w: len(w.secrets), reverse=not backwards
    ):
        if needed[witness.movement.moved].all() and witness.movement.is_whole:
            cleaned.witnesses.append(witness)
            continue
        for part, secrets in find_parts(witness.secrets):
            again = _again(
                system, part, Witness(witness.movement, witness.end, tuple(secrets)), needed
            )
            needed[again.movement.moved] = True
            cleaned.witnesses.append(again)
    return cleaned


def _again(system: System, part: Part, witness: Witness, needed: np.ndarray) -> Witness:
    """The cheapest witness for the same secrets; the one we have where no better is found."""
    first = costs = printing_costs(system, part, needed)
    best = _inside(witness.movement, part)
    secrets = list(witness.secrets)
    for _ in range(REWEIGHTED):
        found = solve(system, part, secrets, witness.end, costs)
        if found is None or split_reached(found, system, secrets, witness.end)[1]:
            break
        best = found
        costs = first / (np.abs(found.change) + 1.0) * np.where(found.change, 1.0, 3.0)
    return Witness(_whole(system, part, best, witness, costs), witness.end, witness.secrets)


def _inside(movement: Movement, part: Part) -> Movement:
    """A movement's share in one part; parts move independently."""
    change = dict(zip(movement.cells.tolist(), movement.change.tolist(), strict=True))
    return Movement(part.cells, np.array([change.get(int(cell), 0.0) for cell in part.cells]))


def _whole(system, part: Part, movement: Movement, witness: Witness, costs) -> Movement:
    if movement.is_whole:
        return movement
    secrets = list(witness.secrets)
    found = solve(system, part, secrets, witness.end, costs, is_whole=True, seconds=WHOLE_SECONDS)
    if found is None or split_reached(found, system, secrets, witness.end)[1]:
        return movement
    return found
