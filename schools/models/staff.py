"""People who work with the platform, and where they may act."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from core.privacy import declare
from schools.models.classes import Classroom
from schools.models.places import School
from schools.querysets import MembershipQuerySet, UserQuerySet
from schools.roles import ROLE_CHOICES, ROLES, TEMPORARY_ROLES, Role


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes staff accounts; there is no public sign-up."""

    def create_user(self, email, password=None, **fields):
        """Make an account; without a password it waits for its invitation to be accepted."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Students have no user."""

    key = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="What addresses of pages carry."
    )
    email = models.EmailField(unique=True)
    first_name = models.CharField("given name", max_length=50, blank=True)
    last_name = models.CharField("family name", max_length=50, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    privacy = declare(
        personal="id key email first_name last_name password last_login",
        plain="is_active is_superuser joined_at groups user_permissions",
    )

    def __str__(self):
        return self.get_full_name()

    @property
    def is_staff(self):
        """Django's name for "may see internal pages"; the platform has no Django admin."""
        return self.is_superuser

    @cached_property
    def roles(self) -> list[Role]:
        """Kinds of work this person does today, in the order of ROLES; asked once a request."""
        held = set(self.memberships.current().values_list("role", flat=True))
        return [role for role in ROLES.values() if role.key in held]

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password is not enough for this person's work."""
        return self.is_superuser or any(role.needs_second_factor for role in self.roles)

    @property
    def is_invited(self) -> bool:
        """Whether an invitation is out and nobody has come in with this account yet."""
        return self.last_login is None and not self.has_usable_password()

    def get_full_name(self):
        """Family name first, as in Korea; the e-mail where no name was given."""
        return f"{self.last_name}{self.first_name}".strip() or self.email

    def get_short_name(self):
        """The name used in the header of pages."""
        return self.get_full_name()


class Membership(models.Model):
    """A role held by a member of staff, somewhere, from a day to a day.

    The place is an office, a school or a class; none of them means the whole country.
    """

    key = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="What addresses of pages carry."
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    office = models.ForeignKey(
        "schools.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    school = models.ForeignKey(
        "schools.School", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    classroom = models.ForeignKey(
        "schools.Classroom", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    privacy = declare(
        personal="user", plain="id key role office school classroom starts_on ends_on"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "office", "school", "classroom", "starts_on"],
                nulls_distinct=False,
                name="schools_membership_starts_once_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=TEMPORARY_ROLES) | Q(ends_on__isnull=False),
                name="schools_membership_of_a_substitute_ends",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="schools_membership_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"

    @property
    def place(self):
        """The office, school or class it is held in; None for the whole country."""
        return self.office or self.school or self.classroom

    def covers(self, place) -> bool:
        """Whether a place (None: the country) is where this role is held, or inside it."""
        return self.place is None or self.place in _surroundings(place)

    def may_grant(self, role: str, place) -> bool:
        """Whether who holds this role may give another one in a place."""
        return role in ROLES[self.role].grants and self.covers(place)

    def oversees(self, other: "Membership") -> bool:
        """Whether who holds this role may take `other` away: it is given or held further down."""
        is_lower = other.role in ROLES[self.role].grants or other.place != self.place
        return is_lower and self.covers(other.place)

    def lies_in(self, place) -> bool:
        """Whether this role is held in an office or a school, or in a place inside it."""
        return place in _surroundings(self.place)

    @property
    def place_code(self) -> str:
        """NEIS code of the office or school it is held in or under; empty for the country."""
        if self.office_id:
            return self.office_id
        school = self.classroom.school if self.classroom_id else self.school
        return school.neis_code if school else ""


def _surroundings(place) -> list:
    """A place and everything it lies in: a class, its school, the office, the office after it."""
    if isinstance(place, Classroom):
        return [place, *_surroundings(place.school)]
    if isinstance(place, School):
        # Who took a school over looks after its last classes.
        return [place, place.successor, *_surroundings(place.office)]
    return [place, place.successor] if place else []
