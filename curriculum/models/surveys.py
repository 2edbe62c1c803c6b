"""How a class comes into the survey, and which seats have taken a ticket. Never an answer.

Who took a ticket is known here; what it was used for nobody can find out: the signature was made
over a message this service could not read. There is no time in either table.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy import declare
from curriculum.querysets import SurveyRouteQuerySet

# A tab that was closed, a tablet that was swapped: so many tickets of a seat may get lost.
MOST_LOST_OF_A_SEAT = 1


class SurveyRoute(models.Model):
    """The way in for a class, fixed before the round opens, so that nobody holds both.

    The round is named by its key, because the way is fixed before there is a round. A class
    without a row takes tickets.
    """

    class Way(models.TextChoices):
        """What opens the survey for a student."""

        TICKET = "ticket", _("Ticket, fetched by the student's browser")
        DRAWN_CODE = "code", _("Code on a slip, drawn from a box")

    round_key = models.SlugField(max_length=20)
    classroom = models.ForeignKey(
        "schools.Classroom", on_delete=models.CASCADE, related_name="survey_routes"
    )
    way = models.CharField(max_length=10, choices=Way.choices)

    objects = SurveyRouteQuerySet.as_manager()
    privacy = declare(plain="id round_key classroom way")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round_key", "classroom"], name="curriculum_surveyroute_one_for_a_class"
            ),
            models.CheckConstraint(
                condition=Q(way__in=["ticket", "code"]), name="curriculum_surveyroute_way_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.round_key}: {self.way}"


class TicketIssue(models.Model):
    """A ticket that was signed for a seat: hidden message and hidden signature, and no time.

    The same pair is answered again to whoever asks again, so that a lost reply costs nothing. Once
    the round is closed nobody can ask again, and the rows are deleted: that somebody took a ticket
    is known no longer than it is needed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("reporting.Round", on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(
        "schools.Student", on_delete=models.CASCADE, related_name="ticket_issues"
    )
    spare = models.PositiveSmallIntegerField(
        default=0, help_text="How many tickets of this seat were lost before."
    )
    blinded_message = models.BinaryField()
    blind_signature = models.BinaryField()

    privacy = declare(personal="seat spare blinded_message blind_signature", plain="id round")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "seat", "spare"], name="curriculum_ticketissue_once_for_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(spare__lte=MOST_LOST_OF_A_SEAT),
                name="curriculum_ticketissue_few_are_lost",
            ),
        ]

    def __str__(self):
        return f"ticket of {self.round_id}"
