"""A reader with pencil, paper and a solver: what can be worked out of everything published?

Written apart from `reporting.disclosure`, from the table model alone, so that one mistake does
not hide in both.
"""

from reporting.attacker.attack import Finding, Target, attack, interval
from reporting.attacker.knowledge import Contradiction, Knowledge

__all__ = ["Contradiction", "Finding", "Knowledge", "Target", "attack", "interval"]
