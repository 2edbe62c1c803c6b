"""The demo's survey rounds: a closed one of synthetic answers, and one that is open."""

import json
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from curriculum.actions import assign_module, fix_survey_routes
from curriculum.demo import CLASSES, OFFICE, find_classroom
from curriculum.models import Assignment, ModulePage, SurveyRoute
from helplines.actions import strip_for_bundle
from reporting.actions import StratumInput, open_round
from reporting.code_sheets import write_code_sheets
from reporting.custody import split_key
from reporting.exchange import custody_folder, exchange_folder, share_paths, write_whole
from reporting.marginals import CONTENT
from reporting.models import Round
from reporting.sealing import make_key_pair
from schools.models import Office, School, Student, User

SYNTHETIC_ROUND = "2026-1"
# Enough that tables by office and level are worth printing.
SYNTHETIC_ANSWERS = 300_000
# What it declares to publish, as addresses name tables: who answered, who worries, who is affected
# and who knows where to find help. Few, because the demo's first start protects them.
SYNTHETIC_TABLES = ("respondents.ogx.10", "Q7.ogx.10", "Q10.ogx.10", "Q25.ogx.10")
OPEN_ROUND = "2026-2"
TITLES = {"ko": "학교생활 조사", "en": "School life survey"}
SAMPLES_FILE = "survey_codes.json"


def demo_folder() -> Path:
    """Where the demo's printed sheets and sample codes lie."""
    return Path(settings.DATA_DIR) / "demo"


def load_demo_rounds() -> None:
    """Make the two rounds that do not exist yet."""
    if not Round.objects.filter(key=SYNTHETIC_ROUND).exists():
        call_command(
            "simulate_round",
            key=SYNTHETIC_ROUND,
            answers=SYNTHETIC_ANSWERS,
            table=list(SYNTHETIC_TABLES),
        )
    if not Round.objects.filter(key=OPEN_ROUND).exists():
        _open_round()


def sample_codes() -> dict[str, str]:
    """One survey code by stratum, for the visitor of the demo; empty before the round opened."""
    path = demo_folder() / SAMPLES_FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@transaction.atomic
def _open_round() -> None:
    _let_one_class_draw_codes()
    private_key, public_key = make_key_pair()
    shares = split_key(private_key, OPEN_ROUND)
    for path, line in zip(share_paths(custody_folder(), OPEN_ROUND), shares, strict=True):
        write_whole(path, line.encode())
    now = timezone.now()
    sheets = open_round(
        key=OPEN_ROUND,
        titles=TITLES,
        instrument_data=json.loads((CONTENT / "questionnaire.json").read_text(encoding="utf-8")),
        strata=_strata(),
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=30),
        sealing_public_key=public_key,
        # Nobody should wait in a demo: a closed round can be tabulated at once.
        grace_minutes=0,
        help_lines=strip_for_bundle(),
    )
    write_code_sheets(
        round=Round.objects.get(key=OPEN_ROUND),
        sheets=sheets,
        survey_url=settings.SURVEY_URL,
        folder=demo_folder(),
        bundle=(exchange_folder(OPEN_ROUND) / "bundle.json").read_bytes(),
    )
    samples = {stratum: codes[0] for stratum, codes in sheets.items()}
    write_whole(demo_folder() / SAMPLES_FILE, json.dumps(samples).encode())


def _let_one_class_draw_codes() -> None:
    """The colleague's class shows the way by drawn code; all others take tickets."""
    classroom = find_classroom(CLASSES[-1])
    fix_survey_routes(round_key=OPEN_ROUND, classrooms=[classroom], way=SurveyRoute.Way.DRAWN_CODE)
    module = ModulePage.objects.in_language("ko").get(slug="module-m1")
    if not Assignment.objects.filter(classroom=classroom, module=module).exists():
        assign_module(
            classroom=classroom,
            module=module,
            opens_at=timezone.now() - timedelta(hours=1),
            by=User.objects.get(email=CLASSES[-1].teacher),
        )


def _strata() -> list[StratumInput]:
    """The office of the demo schools, level by level, with the students they have."""
    office = Office.objects.get(code=OFFICE)
    schools = School.objects.filter(neis_code__in={demo.neis_code for demo in CLASSES})
    return [
        StratumInput(
            office_code=office.code,
            office_name_ko=office.name_ko,
            office_name_en=office.name_en,
            office_sort=office.sort,
            level=school.level,
            enrolled=Student.objects.filter(classroom__school=school).count(),
        )
        for school in schools
    ]
