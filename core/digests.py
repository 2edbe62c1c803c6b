"""Digests that the database computes over rows, so that a change is noticed in one cheap statement.

Nothing is written for them: saving a row costs what it cost before.
"""

from django.db.models import Func, Subquery, TextField


class DigestOf(Subquery):
    """A number that changes with any row of a query, whatever their order."""

    template = (
        "(SELECT sum(hashtextextended(digested::text, 0))::text FROM (%(subquery)s) AS digested)"
    )
    output_field = TextField()


class Joined(Func):
    """Its arguments in one text; what is NULL stays visible as a gap."""

    function = "jsonb_build_array"
    template = "%(function)s(%(expressions)s)::text"
    output_field = TextField()
