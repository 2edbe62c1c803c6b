"""Protecting a publication and letting it through: the only way to a frozen release.

Brings together what is written apart: `reporting.disclosure` hides and proves,
`reporting.attacker` tries to find out. Imports no framework.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reporting.attacker import Contradiction, Finding, Knowledge, Target, attack
from reporting.disclosure import certificate
from reporting.disclosure.cleanup import clean_up
from reporting.disclosure.freezing import Origin, freeze
from reporting.disclosure.primary import Primary, Rule, Secret, find_primary
from reporting.disclosure.publication import PublicationSet
from reporting.disclosure.system import System, build_system
from reporting.disclosure.witness import Protection, protect
from reporting.frozen_tables import Cell, FrozenRelease
from reporting.leaf_cube import LeafCube

METHOD = "witness programmes; certificate; attack over everything published of the round"


class GateRefused(Exception):
    """The release would let a reader narrow a protected number; no file leaves without the gate.

    Attributes:
        reasons: sentences for the analyst.
    """

    def __init__(self, reasons: Sequence[str]):
        self.reasons = tuple(reasons)
        super().__init__("; ".join(self.reasons))


class SecondCutOff(GateRefused):
    """P7: something of the round was published from another file."""


@dataclass(frozen=True)
class Published:
    """A release in the ledger: what it printed, and the set it was made from."""

    release: FrozenRelease
    publication: PublicationSet


@dataclass(frozen=True)
class Protected:
    """A release before the gate, with everything the gate needs to judge it."""

    system: System
    primary: Primary
    protection: Protection
    release: FrozenRelease


def protect_publication(
    cube: LeafCube,
    publication: PublicationSet,
    origin: Origin,
    ledger: Sequence[Published] = (),
) -> Protected:
    """Hide what must be hidden of a publication, given everything published before.

    Raises:
        SecondCutOff: the ledger was counted from another file.
        disclosure.witness.CannotProtect: what is published already leaves no way (P6).
    """
    if any(entry.release.microdata != origin.microdata for entry in ledger):
        raise SecondCutOff(["The round was published from another file; there is no second one."])
    union = _union(publication, ledger)
    system = build_system(cube.structure, union, cube.values)
    printed, marked = _said_before(system, ledger)
    primary = find_primary(system, union)
    rules = {**dict.fromkeys(np.flatnonzero(marked).tolist(), Rule.LEDGER), **primary.rules}
    primary = replace(primary, rules=rules)
    protection = clean_up(system, primary, protect(system, primary, printed))
    release = freeze(system, publication, protection.hidden, origin)
    return Protected(system, primary, protection, release)


def _union(publication: PublicationSet, ledger: Sequence[Published]) -> PublicationSet:
    """P6: tables already published and new ones are one system."""
    specs = [*publication.tables, *(s for entry in ledger for s in entry.publication.tables)]
    return replace(publication, tables=tuple(dict.fromkeys(specs)))


def _said_before(system: System, ledger: Sequence[Published]) -> tuple[np.ndarray, np.ndarray]:
    """Which cells the ledger printed, and which it marked."""
    printed = np.zeros(len(system.cells), dtype=bool)
    marked = np.zeros(len(system.cells), dtype=bool)
    for entry in ledger:
        for cell, value in entry.release.printed():
            (marked if isinstance(value, str) else printed)[system.index[cell]] = True
    return printed, marked & ~printed


def pass_gate(protected: Protected, ledger: Sequence[Published] = ()) -> dict:
    """Let a release through, or refuse it.

    Returns:
        The proof summary that goes with the release: numbers only, safe to publish.

    Raises:
        GateRefused: the certificate fails, or one of the attackers narrows a number.
    """
    system, secrets = protected.system, protected.primary.secrets
    verdict = certificate.check(system, secrets, protected.protection)
    if verdict.faults:
        raise GateRefused([fault.reason for fault in verdict.faults])
    _check_truth(protected)
    targets = {secret: _target(system, secret) for secret in secrets}
    try:
        knowledge = Knowledge([*(entry.release for entry in ledger), protected.release])
        found = attack(knowledge, targets.values())
        ends = certificate.End
        split = [s for s in secrets if any((s, end) not in verdict.whole for end in ends)]
        whole = attack(knowledge, [targets[secret] for secret in split], is_whole=True)
    except Contradiction as error:
        raise GateRefused([str(error)]) from error
    _refuse_broken(found)
    _refuse_broken(whole)
    return _proof(protected, found, whole)


def _check_truth(protected: Protected) -> None:
    """R3: what is printed is the truth, and what was decided to be hidden is hidden."""
    system, hidden = protected.system, protected.protection.hidden
    for cell, entry in protected.release.printed():
        number = system.index[cell]
        if isinstance(entry, str) != bool(hidden[number]):
            raise GateRefused([f"{cell} is not printed as it was decided."])
        if not isinstance(entry, str) and entry != system.truth[number]:
            raise GateRefused([f"{cell} is printed with a count that is not true."])


def _target(system: System, secret: Secret) -> Target:
    base = None if secret.base is None else system.cells[secret.base]
    return Target(system.cells[secret.cell], base, secret.value, secret.least)


def _refuse_broken(found: Finding) -> None:
    if found.broken:
        raise GateRefused([_sentence(target.cell) for target, _, _ in found.broken])
    if found.unsolved:
        raise GateRefused([f"No attack came to an end for {len(found.unsolved)} numbers."])


def _sentence(cell: Cell) -> str:
    return f"A reader could work out {cell.question or 'everybody'} at {' '.join(cell[:3])}."


def _proof(protected: Protected, found: Finding, whole: Finding) -> dict:
    system, hidden = protected.system, protected.protection.hidden
    cells = {cell: entry for cell, entry in protected.release.printed()}
    primary = {system.cells[number] for number in protected.primary.rules}
    marked = [cell for cell, entry in cells.items() if isinstance(entry, str)]
    by_itself = sum(1 for cell in marked if cell in primary)
    return {
        "method": METHOD,
        "cells": len(cells),
        "published": len(cells) - len(marked),
        "published_percent": round(100 * (1 - len(marked) / len(cells)), 1) if cells else 100.0,
        "primary": by_itself,
        "complementary": len(marked) - by_itself,
        "thresholds": sorted({table.least for table in protected.release.tables}),
        "least_base": protected.release.least_base,
        "protected_numbers": len(protected.primary.secrets),
        "hidden_cells_of_system": int((hidden & system.is_printed).sum()),
        "witnesses": len(protected.protection.witnesses),
        "attacks": found.programmes,
        "whole_number_attacks": whole.programmes,
        "broken": 0,
        "release_sha256": protected.release.sha256,
    }


def preview_of(protected: Protected) -> list[dict]:
    """Each hidden cell, the rule that hid it, and a span no reader can fall short of.

    The span is that of the witness tables: what a reader can bound is at least as wide. Private:
    it says more than the release does.
    """
    system, hidden = protected.system, protected.protection.hidden
    low, high = system.truth.astype(float), system.truth.astype(float)
    for witness in protected.protection.witnesses:
        table = witness.movement.table(system)
        low, high = np.minimum(low, table), np.maximum(high, table)
    rules = protected.primary.rules
    return [
        {
            "cell": list(system.cells[number]),
            "rule": str(rules.get(number, Rule.COMPLEMENTARY)),
            "low": int(np.ceil(low[number])),
            "high": int(np.floor(high[number])),
        }
        for number in np.flatnonzero(hidden & system.is_printed).tolist()
    ]
