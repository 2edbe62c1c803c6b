"""Questions about many rows, in the words of a school."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from schools.roles import Permission, Scope, roles_with
from schools.school_year import school_year_of

# Of what somebody types into a search box; each word is one more condition.
MOST_WORDS = 5


def _held_places(user, permission: Permission, place: str):
    """Ids of the places of one kind in which this person may do something today, as a subquery."""
    held = user.memberships.current().filter(role__in=roles_with(permission))
    return held.filter(**{f"{place}__isnull": False}).values(place)


def _may_everywhere(user, permission: Permission) -> bool:
    """Whether the permission comes from a role that is held for the whole country."""
    return any(role.scope is Scope.NATION and permission in role.permissions for role in user.roles)


class OfficeQuerySet(models.QuerySet):
    """Offices of education."""

    def valid_on(self, day):
        """Offices that exist on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def visible_to(self, user, permission=Permission.MANAGE_SCHOOLS):
        """Offices in which this person may do something today, and those that one took over."""
        if not user.is_authenticated:
            return self.none()
        if _may_everywhere(user, permission):
            return self
        held = _held_places(user, permission, "office")
        return self.filter(Q(pk__in=held) | Q(successor__in=held))


class SchoolQuerySet(models.QuerySet):
    """Schools."""

    def valid_on(self, day):
        """Schools that exist on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def visible_to(self, user, permission=Permission.MANAGE_ROSTER):
        """Schools in which this member of staff may do something today; others do not exist."""
        if not user.is_authenticated:
            return self.none()
        if _may_everywhere(user, permission):
            return self
        offices = _held_places(user, permission, "office")
        schools = _held_places(user, permission, "school")
        return self.filter(
            Q(pk__in=schools)
            # Who took a school over looks after its last classes.
            | Q(successor__in=schools)
            | Q(office__in=offices)
            | Q(office__successor__in=offices)
        )

    def not_ended(self):
        """Schools that have no last day, or one that has not passed."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate()))

    def ended(self):
        """Schools whose last day has passed."""
        return self.filter(valid_to__lt=timezone.localdate())

    def managed_by(self, user):
        """Schools this person looks after: as their administrator, or from the office above."""
        ways = (Permission.MANAGE_ROSTER, Permission.MANAGE_SCHOOLS)
        seen = [Q(pk__in=self.visible_to(user, way).values("pk")) for way in ways]
        return self.filter(seen[0] | seen[1])

    def found_by(self, words: str):
        """Schools whose name, former name or NEIS code contains each of the words."""
        found = self
        for word in words.split()[:MOST_WORDS]:
            former = self.model._meta.apps.get_model("schools", "FormerName").objects.filter(
                Q(name_ko__icontains=word) | Q(name_en__icontains=word), school__isnull=False
            )
            found = found.filter(
                Q(name_ko__icontains=word)
                | Q(name_en__icontains=word)
                | Q(neis_code__istartswith=word)
                | Q(pk__in=former.values("school"))
            )
        return found


class MembershipQuerySet(models.QuerySet):
    """Roles held by staff."""

    def current(self, *, today: date | None = None):
        """Roles held on a day; today when None."""
        today = today or timezone.localdate()
        return self.filter(starts_on__lte=today).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        )

    def unended(self):
        """Roles held today or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))

    def homeroom_of(self, classroom_id):
        """Who is the homeroom teacher of a class today."""
        own = self.filter(classroom=classroom_id, role="homeroom_teacher")
        return own.current().select_related("user").order_by("pk")

    def with_places(self):
        """Fetch person and place along, for pages that name them."""
        return self.select_related(
            "user", "office__successor", "school__office", "classroom__school__office"
        )

    def by_place(self):
        """The country, then the offices, then each school with its classes."""
        school_name = Coalesce("school__name_ko", "classroom__school__name_ko")
        return self.order_by(
            school_name.asc(nulls_first=True),
            Coalesce("school", "classroom__school").asc(nulls_first=True),
            F("office__sort").asc(nulls_first=True),
            F("classroom__grade").asc(nulls_first=True),
            "classroom__class_number",
            "classroom",
            "pk",
        )

    def visible_to(self, user, permission=Permission.MANAGE_STAFF):
        """Roles held in the places where this member of staff may do something today."""
        if not user.is_authenticated:
            return self.none()
        if _may_everywhere(user, permission):
            return self
        offices = _model(self.model, "office").objects.visible_to(user, permission)
        schools = _model(self.model, "school").objects.visible_to(user, permission)
        return self.filter(
            Q(office__in=offices) | Q(school__in=schools) | Q(classroom__school__in=schools)
        )


class UserQuerySet(models.QuerySet):
    """Members of staff."""

    def visible_to(self, user, permission=Permission.MANAGE_STAFF):
        """People with a role, now or later, where this person manages staff.

        Who manages staff everywhere also sees accounts without any role.
        """
        if not user.is_authenticated:
            return self.none()
        if _may_everywhere(user, permission):
            return self
        roles = _model(self.model, "memberships").objects.unended().visible_to(user, permission)
        return self.filter(pk__in=roles.values("user"))


def _model(model, relation: str):
    return model._meta.get_field(relation).related_model


class ClassroomQuerySet(models.QuerySet):
    """Classes of schools."""

    def visible_to(self, user, permission=Permission.RUN_CLASS):
        """Classes in which this member of staff may do something today; others do not exist.

        Teaching is what most pages are for, so it is asked unless another permission is named: an
        administrator of the school does not see children's results by being one.
        """
        if not user.is_authenticated:
            return self.none()
        schools = _model(self.model, "school").objects
        return self.filter(
            Q(pk__in=_held_places(user, permission, "classroom"))
            | Q(school__in=schools.visible_to(user, permission))
        )

    def of_year(self, school_year: int):
        """Classes of one school year."""
        return self.filter(school_year=school_year)

    def by_school(self):
        """Ids of class and school, school by school and office by office."""
        return self.order_by("school__office", "school", "pk").values_list("pk", "school_id")

    def not_archived(self):
        """Classes whose school year is not over."""
        return self.filter(school_year__gte=school_year_of(timezone.localdate()))

    def with_size(self):
        """Each with `size`: how many students are in it today."""
        return self.annotate(size=Count("students", filter=is_present("students__")))

    def behind_code(self, code, *, now):
        """The class this code opens at a moment, if any. Every other code finds nothing, alike."""
        return self.filter(_opened_by(code, "join_codes", now))

    def with_door(self):
        """Each class with what its door says, in the same statement.

        Adds `open_code` (None while no code is open) and `last_closed_because`, why its newest
        closed code was closed, if that was within the last hour.
        """
        codes = _model(self.model, "join_codes").objects.filter(classroom=OuterRef("pk"))
        hour_ago = timezone.now() - timedelta(hours=1)
        closed = codes.filter(closed_at__gt=hour_ago).order_by("-closed_at")
        return self.annotate(
            open_code=Subquery(codes.open().values("code")[:1]),
            last_closed_because=Subquery(closed.values("closed_because")[:1]),
        )


class JoinCodeQuerySet(models.QuerySet):
    """Codes that open a class."""

    def not_closed(self):
        """Codes nobody has closed, expired or not: these still occupy their characters."""
        return self.filter(closed_at__isnull=True)

    def open(self, now: datetime | None = None):
        """Codes that let students in now, or at the moment given."""
        return self.not_closed().filter(expires_at__gt=now or timezone.now())


class StudentQuerySet(models.QuerySet):
    """Students of classes."""

    def visible_to(self, user, permission=Permission.RUN_CLASS):
        """Students of the classes in which this member of staff may do something today."""
        classrooms = _model(self.model, "classroom").objects
        return self.filter(classroom__in=classrooms.visible_to(user, permission))

    def present(self, *, today=None):
        """Students who have not left the class; `left_on` is the first day without them."""
        return self.filter(is_present(today=today))

    def with_change_of_class(self):
        """Those who came from another class within the school year."""
        return self.filter(
            moved_from__classroom__school=F("classroom__school"),
            moved_from__classroom__school_year=F("classroom__school_year"),
        )

    def behind_code(self, code, *, now):
        """Students of the class that this code opens at a moment; nobody for any other code."""
        return self.filter(_opened_by(code, "classroom__join_codes", now))


def is_present(relation: str = "", *, today: date | None = None) -> Q:
    """The condition that a student has not left; `relation` leads to it, as in "students__".

    Args:
        today: the day that is asked about; the day it is when None.
    """
    left_on = f"{relation}left_on"
    today = today or timezone.localdate()
    return Q(**{f"{left_on}__isnull": True}) | Q(**{f"{left_on}__gt": today})


def _opened_by(code: str, relation: str, now) -> Q:
    return Q(
        **{
            f"{relation}__code": code,
            f"{relation}__closed_at__isnull": True,
            f"{relation}__expires_at__gt": now,
        }
    )
