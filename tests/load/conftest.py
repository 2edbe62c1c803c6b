"""What the load tests measure: the running product, as the journeys start it, and a class."""

from tests.curriculum.conftest import assignment, lesson_step, module, quiz_step
from tests.journeys.conftest import demo

__all__ = ["assignment", "demo", "lesson_step", "module", "quiz_step"]
