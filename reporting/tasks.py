"""Work that no request waits for. Only the tabulator's worker takes it: the answers lie there."""

from django.core.management import call_command
from django_tasks import task

# A worker beside the web service leaves it alone: db_worker takes "default" unless told otherwise.
TABULATOR_QUEUE = "tabulator"
# Where one worker takes everything, as in the demo: somebody waits for tables, nobody for an index.
FIRST = 10


@task(queue_name=TABULATOR_QUEUE, priority=FIRST)
def pass_release_through_gate(release_key: str) -> None:
    """Protect a drafted release.

    By its command, so that a web process can ask for it without loading solvers.
    """
    call_command("gate_release", release_key)
