"""Two requests of one round over many pairs of tables (T-77)."""

from hypothesis import HealthCheck, given, settings

from tests.reporting.conftest import folders
from tests.reporting.test_requesting import PAIRS, require_no_narrowing, round

__all__ = ["folders", "round"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PAIRS)
def test_t77_sixty_pairs_of_requests_never_narrow_a_small_count(round, pair):
    require_no_narrowing(round, pair)
