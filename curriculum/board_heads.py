"""What stands above a board's seats, for a poll that was let in before: one prepared statement.

The models are the ORM's own; only the way there is short.
"""

import json
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from core.prepared_queries import PreparedQuery
from curriculum.models import Assignment, Lead
from schools.models import Classroom, JoinCode

MODELS = {Assignment: "", Lead: "lead__", Classroom: "classroom__"}
FIELDS = {model: [field.attname for field in model._meta.concrete_fields] for model in MODELS}


def read_board_head(assignment_id: UUID) -> Assignment | None:
    """The assignment with its lead and steps and its class, with `classroom.open_code`."""
    row = HEAD.first(assignment_id, timezone.now())
    if row is None:
        return None
    values = iter(row)
    assignment, lead, classroom = (
        model.from_db(DEFAULT_DB_ALIAS, names, list(islice(values, len(names))))
        for model, names in FIELDS.items()
    )
    classroom.open_code, steps = values
    assignment.step_rows = [json.loads(step) for step in steps]
    assignment.classroom = classroom
    # None is kept as well: nobody ever led, and that need not be asked again.
    Assignment._meta.get_field("lead").set_cached_value(
        assignment, lead if lead.started_at else None
    )
    return assignment


def _head(assignment: UUID, now: datetime) -> QuerySet:
    codes = JoinCode.objects.filter(classroom=OuterRef("classroom")).open(now)
    columns = [f"{path}{name}" for model, path in MODELS.items() for name in FIELDS[model]]
    found = Assignment.objects.filter(pk=assignment).with_steps().order_by()
    found = found.annotate(open_code=Subquery(codes.values("code")[:1]))
    return found.values_list(*columns, "open_code", "step_rows")


HEAD = PreparedQuery(_head, UUID(int=1), datetime.min.replace(tzinfo=UTC))
