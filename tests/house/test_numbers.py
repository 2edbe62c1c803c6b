"""Every number in docs/testing.md stands in the name of a test."""

import ast
import re

import pytest

from tests.house.project import ROOT

LISTED = re.compile(r"(?:^|·)\s*([a-z]\d{1,3})\b")
IN_A_NAME = re.compile(r"(?<![a-z0-9])([a-z]\d{1,3})(?![a-z0-9])")


def listed_numbers() -> set[str]:
    """The numbers docs/testing.md explains, in its paragraphs that begin with a bold letter."""
    text = (ROOT / "docs/testing.md").read_text(encoding="utf-8")
    found = set()
    for paragraph in text.split("\n\n"):
        if begun := re.match(r"\*\*([A-Z]) – .*?\*\*\s*", paragraph):
            words = " ".join(paragraph[begun.end() :].split())
            numbers = LISTED.findall(words)
            assert {number[0] for number in numbers} == {begun[1].lower()}, paragraph[:40]
            found.update(numbers)
    return found


def carried_numbers() -> set[str]:
    """The numbers that stand in names of tests."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.update(IN_A_NAME.findall(node.name.replace("_", " ")))
    return found


def test_every_number_explained_has_a_test():
    missing = listed_numbers() - carried_numbers()
    assert not missing, f"listed in docs/testing.md, in no test's name: {sorted(missing)}"


@pytest.mark.parametrize(("letter", "last"), [("b", 43), ("f", 21)])
def test_every_behaviour_and_fault_of_the_old_app_is_explained(letter, last):
    wanted = {f"{letter}{number:02}" for number in range(1, last + 1)}
    assert wanted <= listed_numbers()
