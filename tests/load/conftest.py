"""The running product for the load tests, as the journeys start it."""

from tests.journeys.conftest import demo

__all__ = ["demo"]
