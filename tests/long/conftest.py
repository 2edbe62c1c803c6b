"""The running product and a browser for the long tests, as the journeys start them."""

from tests.journeys.conftest import chromium, demo, new_context

__all__ = ["chromium", "demo", "new_context"]
