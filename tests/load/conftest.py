"""What the load tests measure: the running product, as the journeys start it, and a class."""

from tests.curriculum.conftest import assignment, lesson_step, module, quiz_step
from tests.journeys.conftest import demo

__all__ = ["demo"]


def pytest_addoption(parser):
    """How long the thousand students of tests/load/test_quiz_load.py take for their quiz."""
    parser.addoption("--quiz-minutes", type=float, default=8, help="minutes for ten answers")


__all__ = ["assignment", "demo", "lesson_step", "module", "quiz_step"]
