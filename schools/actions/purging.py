"""Deleting classes of a closed school year; the floors above delete what hangs on them first."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from schools.models import Classroom, JoinCode, Membership, Student, Tombstone


@transaction.atomic
def delete_classrooms(*, classroom_ids: Collection[UUID], school_year: int) -> None:
    """Delete classes with their students, codes and roles, and note their tombstones.

    The caller wrote the ids to the file of tombstones before (`schools.tombstones.bury`).
    """
    Student.objects.filter(classroom__in=classroom_ids).delete()
    JoinCode.objects.filter(classroom__in=classroom_ids).delete()
    Membership.objects.filter(classroom__in=classroom_ids).delete()
    Classroom.objects.filter(pk__in=classroom_ids).delete()
    Tombstone.objects.bulk_create(
        [Tombstone(classroom_id=each, school_year=school_year) for each in classroom_ids],
        ignore_conflicts=True,
    )
