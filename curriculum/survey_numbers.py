"""What the survey may know of the schools: how many students of which level are in which office.

Handed down as numbers; the survey itself has no path to a school, a class or a student.
"""

from collections.abc import Collection

from django.db.models import Count, F, Q
from django.utils import timezone

from core.levels import Level
from curriculum.models import SurveyRoute
from reporting.actions import StratumInput
from reporting.from_above import OfficeAsked
from reporting.wording import Bilingual
from schools.models import Membership, Office, Student
from schools.roles import Permission, roles_with
from schools.school_year import school_year_of

# The questionnaire is written for grades 5 and 6 of elementary school, and all above it.
YOUNGEST_GRADE = 5
IS_ASKED = ~Q(classroom__school__level=Level.ELEMENTARY) | Q(classroom__grade__gte=YOUNGEST_GRADE)


def students_by_stratum() -> list[StratumInput]:
    """Students of today's classes who are asked, by office and level; one statement."""
    rows = (
        Student.objects.present()
        .filter(IS_ASKED, classroom__school_year=school_year_of(timezone.localdate()))
        .values(
            level=F("classroom__school__level"),
            office_code=F("classroom__school__office__code"),
            office_name_ko=F("classroom__school__office__name_ko"),
            office_name_en=F("classroom__school__office__name_en"),
            office_sort=F("classroom__school__office__sort"),
        )
        .annotate(enrolled=Count("pk"))
        .order_by("office_sort", "level")
    )
    return [StratumInput(**row) for row in rows]


def students_drawing(round_key: str) -> dict[str, int]:
    """Students of the classes that draw codes in a round, by stratum; one statement."""
    rows = (
        Student.objects.present()
        .filter(
            IS_ASKED,
            classroom__school_year=school_year_of(timezone.localdate()),
            classroom__survey_routes__round_key=round_key,
            classroom__survey_routes__way=SurveyRoute.Way.DRAWN_CODE,
        )
        .values_list("classroom__school__office__code", "classroom__school__level")
        .annotate(Count("pk"))
    )
    return {f"{office}-{level}": students for office, level, students in rows}


def offices_of_today() -> list[OfficeAsked]:
    """The offices that enter the weekly tally; one statement."""
    offices = Office.objects.valid_on(timezone.localdate()).order_by("sort")
    rows = offices.values_list("code", "name_ko", "name_en")
    return [OfficeAsked(code, Bilingual(ko, en)) for code, ko, en in rows]


def offices_looked_after(user) -> Collection[str] | None:
    """Offices whose participation somebody may see; None for the whole country."""
    if user.has_perm(Permission.VIEW_ROUNDS):
        return None
    offices = Office.objects.visible_to(user, Permission.VIEW_PARTICIPATION)
    return set(offices.values_list("code", flat=True))


def schools_by_stratum() -> dict[str, int]:
    """Schools with a class that is asked today, by stratum key; one statement."""
    rows = (
        Student.objects.present()
        .filter(IS_ASKED, classroom__school_year=school_year_of(timezone.localdate()))
        .values_list("classroom__school__office__code", "classroom__school__level")
        .annotate(schools=Count("classroom__school", distinct=True))
        .order_by()
    )
    return {f"{office}-{level}": schools for office, level, schools in rows}


def people_who_see_tables() -> list[tuple[str, str]]:
    """(name, role) of everybody who may see tables before they are published, by name."""
    held = Membership.objects.current().select_related("user")
    memberships = held.filter(role__in=roles_with(Permission.VIEW_TABLES), user__is_active=True)
    return sorted((str(one.user), str(one.get_role_display())) for one in memberships)
