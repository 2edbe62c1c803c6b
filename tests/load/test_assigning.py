"""T-51 by the clock: a module for 170 classes in one go, compared with one by one."""

import time
from uuid import uuid4

from django.utils import timezone

from curriculum.actions import Terms, assign_module, assign_to_classes
from curriculum.models import Assignment
from tests.factories.curriculum import make_module
from tests.factories.schools import ClassroomFactory, SchoolFactory, let_teach, teacher_of

CLASSES = 170
LONGEST_SECONDS = 2


def test_t51_170_classes_are_given_a_module_within_two_seconds(db, capsys):
    module, opens_at = make_module(), timezone.now()
    ones = ClassroomFactory.create_batch(CLASSES, school=SchoolFactory())
    together = ClassroomFactory.create_batch(CLASSES, school=SchoolFactory())
    teacher = teacher_of(ones[0])
    let_teach(teacher, *ones[1:], *together)
    began = time.perf_counter()
    for classroom in ones:
        assign_module(classroom=classroom, module=module, opens_at=opens_at, by=teacher)
    one_by_one = time.perf_counter() - began
    terms, key, seconds = Terms(opens_at=opens_at), uuid4(), []
    for _ in range(2):
        began = time.perf_counter()
        assign_to_classes(key=key, module=module, classrooms=together, terms=terms, by=teacher)
        seconds.append(time.perf_counter() - began)
    with capsys.disabled():
        print(
            f"\n{CLASSES} classes in one go: {seconds[0]:.3f} s, sent again: {seconds[1]:.3f} s; "
            f"one by one: {one_by_one:.3f} s"
        )
    assert Assignment.objects.count() == 2 * CLASSES
    assert seconds[0] < LONGEST_SECONDS
    assert seconds[0] < one_by_one
