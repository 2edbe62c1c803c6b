"""Decide before a survey round opens how the classes of a school come into it."""

from django.core.management.base import BaseCommand, CommandError

from curriculum.actions import RouteFixed, fix_survey_routes
from curriculum.models import SurveyRoute
from schools.models import Classroom


class Command(BaseCommand):
    help = "Fix the way into a round for a school or one of its classes; others take tickets."

    def add_arguments(self, parser):
        parser.add_argument("round", help="key of the round, such as 2027-1")
        parser.add_argument("way", choices=SurveyRoute.Way.values)
        parser.add_argument("place", help="7010057, or 7010057-2-3 for grade 2 class 3")

    def handle(self, *args, **options):
        classrooms = self._classrooms(options["place"])
        try:
            fix_survey_routes(round_key=options["round"], classrooms=classrooms, way=options["way"])
        except RouteFixed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['round']}: {len(classrooms)} classes, {options['way']}.")

    @staticmethod
    def _classrooms(place: str) -> list[Classroom]:
        """The classes of this year's school or the one that is named.

        Raises:
            CommandError: there is none.
        """
        code, *rest = place.split("-")
        found = Classroom.objects.filter(school__neis_code=code)
        newest = found.order_by("-school_year").values_list("school_year", flat=True).first()
        found = found.filter(school_year=newest)
        if len(rest) == 2 and all(each.isdigit() for each in rest):
            found = found.filter(grade=rest[0], class_number=rest[1])
        elif rest:
            raise CommandError(f"{place} is neither a school nor a class.")
        if not found:
            raise CommandError(f"There is no class at {place}.")
        return list(found)
