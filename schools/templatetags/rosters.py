"""What pages say about rosters, and the ways to a class for who has none."""

from django import template
from django.utils import timezone

from schools.models import Classroom, School
from schools.roles import Permission
from schools.roster_plan import write_numbers

register = template.Library()


@register.filter
def numbers(found) -> str:
    """Student numbers as people write them, such as "1–28, 30"."""
    return write_numbers(found).replace("-", "–")


@register.filter
def class_title(key) -> str:
    """The class a ClassKey stands for, as a page says it."""
    return str(Classroom(grade=key.grade, class_number=key.class_number))


@register.inclusion_tag("schools/ways_to_a_class.html")
def ways_to_a_class(user, is_start=True):
    """Where this member of staff can make a class or upload a roster; two statements at most.

    Args:
        is_start: whether it is what the page is for: with classes to teach it is not.
    """
    if not user.has_perm(Permission.MAKE_CLASS):
        return {"ways": []}
    valid = School.objects.valid_on(timezone.localdate())
    rostered = set(valid.visible_to(user).values_list("pk", flat=True))
    schools = valid.visible_to(user, Permission.MAKE_CLASS)
    ways = [(school, school.pk in rostered) for school in schools]
    return {"ways": ways, "is_start": is_start}
