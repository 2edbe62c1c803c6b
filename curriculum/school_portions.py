"""Classes of a country in portions that a transaction and the memory can hold."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from uuid import UUID

# Some 3,000 students: a transaction of about two seconds, and what a kill can undo. More classes
# than a school has, so that who changed class within a school is in one portion with both seats.
CLASSES_AT_ONCE = 100


def in_portions(classrooms: Iterable[tuple[UUID, UUID]]) -> Iterator[list[UUID]]:
    """Ids of classes in portions. A school is cut only if it has more classes than a portion.

    Args:
        classrooms: ids of a class and of its school, school by school.
    """
    portion: list[UUID] = []
    for _, rows in groupby(classrooms, key=itemgetter(1)):
        school = [classroom for classroom, _ in rows]
        if portion and len(portion) + len(school) > CLASSES_AT_ONCE:
            yield portion
            portion = []
        portion += school
        while len(portion) > CLASSES_AT_ONCE:
            yield portion[:CLASSES_AT_ONCE]
            portion = portion[CLASSES_AT_ONCE:]
    if portion:
        yield portion
