"""What a purge of a school year would delete, by office and level."""

from dataclasses import dataclass

from django.db.models import Count

from curriculum.models import Assignment, Completion, HelpCall
from quizzes.models import Answer, Attempt
from schools.models import Classroom, JoinCode, Membership, Student

# Each kind of row that goes, and the way from it to its class.
KINDS = {
    "classes": (Classroom, ""),
    "students": (Student, "classroom__"),
    "attempts": (Attempt, "student__classroom__"),
    "answers": (Answer, "attempt__student__classroom__"),
    "completions": (Completion, "student__classroom__"),
    "help_calls": (HelpCall, "student__classroom__"),
    "assignments": (Assignment, "classroom__"),
    "codes": (JoinCode, "classroom__"),
    "roles": (Membership, "classroom__"),
}


@dataclass(frozen=True)
class Share:
    """What goes in one office and level: the number of rows of each kind in KINDS."""

    office_code: str
    level: str
    counts: dict[str, int]


def read_contents(school_year: int) -> list[Share]:
    """What the database holds of a school year; one statement for each kind."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for kind, (model, way) in KINDS.items():
        rows = (
            model.objects.filter(**{f"{way}school_year": school_year})
            .values_list(f"{way}school__office", f"{way}school__level")
            .annotate(count=Count("pk"))
            .order_by()
        )
        for office_code, level, count in rows:
            found.setdefault((office_code, level), dict.fromkeys(KINDS, 0))[kind] = count
    return [Share(*key, counts) for key, counts in sorted(found.items())]
