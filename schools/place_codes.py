"""Codes by which forms and files name a place: "B10", "7010057", "7010057-2-3".

An office or a school has its NEIS code; a class of this school year has the code of its school,
its grade and its number.
"""

from django.utils import timezone

from schools.models import Classroom, Office, School
from schools.roles import Permission, Scope
from schools.school_year import school_year_of


class UnknownPlace(ValueError):
    """No such place of the wanted kind, or not one the person may see: nobody is told which."""


def code_of(place) -> str:
    """The code of an office, a school or a class; empty for the country (None)."""
    if isinstance(place, Classroom):
        return f"{place.school.neis_code}-{place.grade}-{place.class_number}"
    if isinstance(place, School):
        return place.neis_code
    return place.code if place else ""


def find_place(code: str, scope: Scope, *, seen_by=None):
    """The place behind a code.

    Args:
        scope: kind of place that is wanted; for the nation the code is empty.
        seen_by: who asks; None for an operator's command, which sees everything.

    Raises:
        UnknownPlace: there is none for this person.
    """
    if scope is Scope.NATION:
        if code:
            raise UnknownPlace(code)
        return None
    place = _rows(scope, seen_by).filter(**_keys(code, scope)).first()
    if place is None:
        raise UnknownPlace(code)
    return place


def name_of(place) -> str:
    """How lists name a place: a class together with its school."""
    return f"{place.school} {place}" if isinstance(place, Classroom) else str(place)


def office_of(place):
    """The office a school or a class belongs to; None for an office itself and the country."""
    school = place.school if isinstance(place, Classroom) else place
    return school.office if isinstance(school, School) else None


def places_of(scopes: set[Scope], *, seen_by, limit: int) -> list | None:
    """Offices, schools and classes of this year that somebody manages, of these kinds.

    Returns:
        None where there are more than `limit` of them.
    """
    places = []
    for scope in (Scope.OFFICE, Scope.SCHOOL, Scope.CLASSROOM):
        if scope in scopes:
            places += _rows(scope, seen_by)[: limit + 1]
    return places if len(places) <= limit else None


def _rows(scope: Scope, seen_by):
    if scope is Scope.OFFICE:
        return _seen(Office, seen_by)
    schools = _seen(School, seen_by).select_related("office__successor")
    if scope is Scope.SCHOOL:
        return schools
    this_year = Classroom.objects.of_year(school_year_of(timezone.localdate()))
    return this_year.filter(school__in=schools).select_related("school__office__successor")


def _seen(model, seen_by):
    if seen_by is None:
        return model.objects.all()
    return model.objects.visible_to(seen_by, Permission.MANAGE_STAFF)


def _keys(code: str, scope: Scope) -> dict:
    if scope is Scope.OFFICE:
        return {"code": code}
    if scope is Scope.SCHOOL:
        return {"neis_code": code}
    school, *numbers = code.split("-")
    if len(numbers) != 2 or not all(each.isascii() and each.isdigit() for each in numbers):
        raise UnknownPlace(code)
    grade, class_number = (int(each[:5]) for each in numbers)
    return {
        "school__neis_code": school,
        "grade": grade,
        "class_number": min(class_number, 32_767),
    }
