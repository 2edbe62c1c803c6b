"""xAPI statements (ADL xAPI 1.0.3) about pseudonyms. No Django here.

What a statement may say: a pseudonym went through a step of a lesson, handed in a quiz, finished a
module. There is no name, number, class or school in it, and no step that is a survey.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid5

VERSION = "1.0.3"
VERBS = "http://adlnet.gov/expapi/verbs/"
ACTIVITIES = "http://adlnet.gov/expapi/activities/"
# Of the cmi5 profile of xAPI: a whole percentage.
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"


@dataclass(frozen=True)
class Deed:
    """Somebody's work in one module, as every statement about it begins.

    Attributes:
        home: the platform's address, under which pseudonyms and activities have their meaning.
        actor: the pseudonym.
        assignment: keeps statements of one module given twice apart; it is not in the statement.
        module: key of the module.
        titles: language -> title, by the key of a module, lesson or quiz.
        at: when it happened.
    """

    home: str
    actor: str
    assignment: UUID
    module: UUID
    titles: dict[UUID, dict[str, str]]
    at: datetime


def pseudonym(key: bytes, school_year: int, student: UUID) -> str:
    """What a student is called in one school year, the same in every statement of it.

    A key of the year comes first, so that giving somebody one year's key opens no other year.
    """
    of_the_year = hmac.digest(key, f"xapi {school_year}".encode(), "sha256")
    return hmac.digest(of_the_year, student.bytes, "sha256").hex()


def progressed(deed: Deed, *, lesson: UUID, step: UUID, reached: int, length: int) -> dict:
    """A student continued from step `reached` of a lesson of `length` steps."""
    result = {
        "completion": reached >= length,
        "extensions": {PROGRESS: 100 * min(reached, length) // length},
    }
    about = _activity(deed, "lesson", lesson)
    return _statement(deed, "progressed", about, result, f"{step} {min(reached, length)}")


def scored(deed: Deed, *, quiz: UUID, attempt: UUID, points: Decimal, points_possible: int) -> dict:
    """A student handed in a quiz.

    Args:
        points: as marked when it was handed in; a mark that a teacher gives later is not sent.
    """
    score = {"raw": float(points), "min": 0, "max": points_possible}
    if points_possible:  # the standard knows no scale from nothing to nothing
        score["scaled"] = round(float(points) / points_possible, 4)
    about = _activity(deed, "assessment", quiz)
    return _statement(deed, "scored", about, {"completion": True, "score": score}, str(attempt))


def completed(deed: Deed) -> dict:
    """A student finished every step of a module that counts."""
    about = _activity(deed, "module", deed.module)
    return _statement(deed, "completed", about, {"completion": True}, str(deed.module))


def _statement(deed: Deed, verb: str, about: dict, result: dict, what: str) -> dict:
    statement = {
        # The same deed gives the same id at every try, which a store takes once.
        "id": str(uuid5(deed.assignment, f"{deed.actor} {verb} {what}")),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": deed.home, "name": deed.actor},
        },
        "verb": {"id": VERBS + verb, "display": {"en": verb}},
        "object": about,
        "result": result,
        "timestamp": deed.at.astimezone(UTC).replace(microsecond=0).isoformat(),
    }
    if about["definition"]["type"] != ACTIVITIES + "module":
        module = {"id": _address(deed, "module", deed.module), "objectType": "Activity"}
        statement["context"] = {"contextActivities": {"parent": [module]}}
    return statement


def _activity(deed: Deed, kind: str, key: UUID) -> dict:
    definition = {"type": ACTIVITIES + kind}
    if titles := deed.titles.get(key):
        definition["name"] = titles
    return {
        "objectType": "Activity",
        "id": _address(deed, kind, key),
        "definition": definition,
    }


def _address(deed: Deed, kind: str, key: UUID) -> str:
    return f"{deed.home}/xapi/{kind}/{key}"
