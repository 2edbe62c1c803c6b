"""Which way the classes of the country come into a round of the survey, as the ministry sees it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from curriculum.models import SurveyRoute
from curriculum.survey_numbers import YOUNGEST_GRADE
from schools.models import Classroom, School
from schools.school_year import school_year_of

SCHOOLS_A_PAGE = 30
DRAWS = SurveyRoute.Way.DRAWN_CODE


@dataclass(frozen=True)
class SchoolWays:
    """A school with how many of its classes that are asked draw codes."""

    school: School
    classes: int
    drawing: int


def asked_classes() -> QuerySet[Classroom]:
    """Classes of this school year whose students the survey asks."""
    is_asked = ~Q(school__level="E") | Q(grade__gte=YOUNGEST_GRADE)
    return Classroom.objects.of_year(school_year_of(timezone.localdate())).filter(is_asked)


def classes_with_way(school: School, round_key: str) -> list[Classroom]:
    """The classes of a school that are asked, each with its `size` and whether it `draws_codes`."""
    drawing = set(_routes(round_key).filter(classroom__school=school).values_list("classroom"))
    classes = asked_classes().filter(school=school).with_size().order_by("grade", "class_number")
    found = list(classes)
    for classroom in found:
        classroom.draws_codes = (classroom.pk,) in drawing
    return found


def classes_drawing(round_key: str) -> int:
    """How many classes of the country draw codes in a round."""
    return _routes(round_key).count()


def page_of_schools(round_key: str, *, words: str, number: str | None) -> tuple:
    """Schools found by words; without words those with classes that draw codes.

    Returns:
        The page of the list, and its rows.
    """
    schools = School.objects.not_ended().order_by("office__sort", "name_ko", "neis_code")
    if words:
        schools = schools.found_by(words)
    else:
        schools = schools.filter(pk__in=_routes(round_key).values("classroom__school"))
    page = Paginator(schools, SCHOOLS_A_PAGE).get_page(number)
    return page, _rows(list(page), round_key)


def _rows(schools: list[School], round_key: str) -> list[SchoolWays]:
    is_drawing = Q(survey_routes__round_key=round_key, survey_routes__way=DRAWS)
    counts = (
        asked_classes()
        .filter(school__in=schools)
        .values_list("school")
        .annotate(
            asked=Count("pk", distinct=True),
            drawing=Count("pk", filter=is_drawing, distinct=True),
        )
        .order_by()
    )
    found = {school: counted for school, *counted in counts}
    return [SchoolWays(school, *found.get(school.pk, (0, 0))) for school in schools]


def _routes(round_key: str) -> QuerySet[SurveyRoute]:
    """Classes of this year's register that draw codes in a round."""
    return SurveyRoute.objects.filter(round_key=round_key, way=DRAWS, classroom__in=asked_classes())
