"""Shares of answers to expect of a round: published ones where there are any, else assumptions.

They come from `content/demo_marginals.csv`; the most specific line holds. Imports no framework.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reporting.instruments import DO_NOT_KNOW, NOT_SAYING

CONTENT = Path(__file__).parent / "content"
# What no line speaks of: other options of a multiple choice, no answer, "don't know" and the like.
TICKED = 0.2
SKIPPING = 0.005
NOT_TOLD = 0.01
ANY = "*"


@dataclass(frozen=True)
class Share:
    """One line of the marginals: how many give this answer, or one of these answers."""

    options: tuple[str, ...]
    fraction: float


class Marginals:
    """Shares by question, school level and sex; the most specific line holds."""

    def __init__(self, lines: Sequence[Mapping[str, str]]):
        self._shares: dict[tuple[str, str, str], list[Share]] = {}
        for line in lines:
            key = (line["question"], line["level"], line["sex"])
            share = Share(tuple(line["option"].split("|")), float(line["pct"]) / 100)
            self._shares.setdefault(key, []).append(share)

    @classmethod
    def from_csv(cls, path: Path = CONTENT / "demo_marginals.csv") -> "Marginals":
        """Read the file that is shipped, or another of its form."""
        with path.open(encoding="utf-8", newline="") as file:
            return cls(list(csv.DictReader(file)))

    def of(self, question: str, level: str, sex: str) -> list[Share]:
        """The shares that hold for these students; none where nothing is said."""
        for key in ((level, sex), (level, ANY), (ANY, sex), (ANY, ANY)):
            if shares := self._shares.get((question, *key)):
                return shares
        return []


def single_fractions(codes: Sequence[str], shares: Sequence[Share]) -> np.ndarray:
    """Probabilities of the options of a single choice, adding up to one."""
    said: dict[str, float] = {}
    for share in shares:
        present = [code for code in share.options if code in codes]
        said.update({code: share.fraction / len(present) for code in present})
    for code in (DO_NOT_KNOW, NOT_SAYING):
        said.setdefault(code, NOT_TOLD if code in codes else 0.0)
    left = [code for code in codes if code not in said]
    rest = max(0.0, 1.0 - sum(said.values()))
    said.update({code: rest / len(left) for code in left})
    fractions = np.array([said[code] for code in codes])
    return fractions / fractions.sum()
