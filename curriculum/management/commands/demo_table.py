"""What a visitor of the demo needs: addresses, sign-ins, codes."""

from unicodedata import east_asian_width

from django.conf import settings
from django.core.management.base import BaseCommand

from curriculum import demo
from curriculum.demo_rounds import demo_folder, sample_codes

WIDTHS = (12, 34)


class Command(BaseCommand):
    help = "Print the addresses and the sign-ins of the demo."

    def handle(self, *args, **options):
        for line in [*_addresses(), "", *_students(), "", *_staff(), "", *_survey()]:
            self.stdout.write(line)


def _line(*cells: str) -> str:
    """One line of the table; Hangul is two columns wide on a terminal."""
    padded = [
        cell + " " * (width - sum(1 + (east_asian_width(sign) == "W") for sign in cell))
        for cell, width in zip(cells, WIDTHS, strict=False)
    ]
    return " ".join([*padded, *cells[len(WIDTHS) :]]).rstrip()


def _addresses() -> list[str]:
    return [
        _line("Platform", settings.PLATFORM_URL, "lessons, quizzes, classes, tables"),
        _line("Survey", settings.SURVEY_URL, "the anonymous survey"),
    ]


def _students() -> list[str]:
    lines = [_line("Student", "class code", "number and PIN")]
    for each in demo.CLASSES:
        classroom = demo.find_classroom(each)
        code = classroom and classroom.join_codes.open().first()
        name = f"{each.name_ko} {each.grade}-{each.number}"
        seat = f"1 to {each.size}; the PIN is the number: 7 has {demo.demo_pin(7)}"
        lines.append(_line("", f"{code or 'closed'}  {name}", seat))
    return lines


def _staff() -> list[str]:
    lines = [_line("Staff", "e-mail", f"password {demo.PUBLISHED_PHRASE}")]
    for email in demo.STAFF:
        hint = f"one-time code: make demo-code EMAIL={email}" if email in demo.WITH_CODE else ""
        lines.append(_line("", email, hint))
    return lines


def _survey() -> list[str]:
    lines = [_line("Survey code", "each is good for one answer", f"more in {demo_folder()}")]
    for stratum, code in sorted(sample_codes().items()):
        door = f"{settings.SURVEY_URL}/ko/{stratum.rpartition('-')[2].lower()}/"
        lines.append(_line("", code, door))
    return lines
