"""The running product for the load tests, as the journeys start it."""

from tests.journeys.conftest import demo

__all__ = ["demo"]


def pytest_addoption(parser):
    """How long the thousand students of tests/load/test_quiz_load.py take for their quiz."""
    parser.addoption("--quiz-minutes", type=float, default=8, help="minutes for ten answers")
