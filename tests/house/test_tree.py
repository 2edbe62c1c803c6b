"""The house's own rules about files: names, sizes, where the environment is read."""

import ast
import re
import subprocess

import pytest
from django.template import engines
from django.template.loader import get_template

from tests.house.project import ROOT, python_files, template_files

FORBIDDEN_NAME = re.compile(r"(utils|helpers|common|misc|services|selectors|managers)(\.py)?$")
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=")
STOPWATCH = re.compile(r"\b(perf_counter|process_time|thread_time)\(|monotonic\(\) - ")


def test_floors_hold():
    done = subprocess.run(
        [ROOT / ".venv/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_code_file_keeps_the_budgets(path):
    assert not any(FORBIDDEN_NAME.search(part) for part in path.relative_to(ROOT).parts)
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert _length_without_docstring(node) <= 30, f"{node.name} is too long"


def _length_without_docstring(node: ast.FunctionDef) -> int:
    length = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node):
        length -= node.body[0].end_lineno - node.body[0].lineno + 1
    return length


def test_environment_is_read_in_one_place():
    readers = {
        str(path.relative_to(ROOT))
        for path in python_files()
        if re.search(r"os\.environ|os\.getenv|getenv\(", path.read_text(encoding="utf-8"))
    }
    assert readers == {"config/env.py"}


def test_spreadsheets_are_written_in_one_place():
    writers = {
        str(path.relative_to(ROOT))
        for path in python_files()
        if re.search(r"csv\.writer|DictWriter|openpyxl", path.read_text(encoding="utf-8"))
    }
    assert writers <= {"core/spreadsheets.py"}


@pytest.mark.parametrize("path", template_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_template_compiles_and_has_no_inline_code(path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 80
    assert not INLINE.search(source)
    get_template(str(path.relative_to(ROOT / "templates")), using=engines.all()[0].name)


def test_migrations_are_named_by_meaning():
    names = [path.name for path in ROOT.glob("*/migrations/*.py")]
    assert [name for name in names if "_auto_" in name] == []


def test_no_test_outside_the_benchmarks_holds_a_stopwatch():
    """A busy machine would turn it red; speeds are ratios in one run of a benchmark."""
    timed = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.parent.name not in ("load", "long") and STOPWATCH.search(path.read_text("utf-8"))
    }
    assert timed == set()
