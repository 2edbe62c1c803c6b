"""T-98: every page of the staff that takes a form writes exactly one line of the audit trail.

A new page fails here until ACTS says which act it records, or PREPARE_ONLY that it records none.
"""

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from core import audit_acts
from core.audit_months import Month
from core.models import AuditEntry
from curriculum.module_versions import read_version
from quizzes.actions import submit_attempt
from tests.factories.lti import make_teachers_launch
from tests.factories.reporting import make_release
from tests.factories.schools import ClassroomFactory
from tests.house.project import ROOT, python_files
from tests.house.survey_acts import SURVEY_ACTS, a_quiet_week
from tests.house.world import URLCONF, address_of, browsers, make_two_places

TODAY, LATER = timezone.localdate(), timezone.localdate() + timedelta(days=90)


@dataclass
class World:
    """Two schools at work, a browser for everybody, and keys for addresses."""

    here: object
    people: dict
    values: dict

    def prepare(self, role: str, name: str, **data):
        """Send a page's form as `role`; for pages whose yes carries what was seen before."""
        return self.people[role].post(address_of(name, self.values), data)


@dataclass(frozen=True)
class Act:
    """A form that is sent with success by one role and refused to another.

    Attributes:
        action: what the audit trail calls it.
        by: who may; `refused_to`: who may do the same elsewhere, or something else here; None
            for what every member of staff may do for themselves.
        data: the form, or a function of the world that makes it.
        before: puts the world into the state in which the act makes sense.
    """

    action: str
    by: str
    refused_to: str | None
    data: dict | Callable = None
    before: Callable = lambda world: None


def of_teacher(action: str, data=None, **more) -> Act:
    """An act in a class, refused to the teacher of a class elsewhere."""
    return Act(action, "teacher", "colleague", data, **more)


def of_admin(action: str, data=None, **more) -> Act:
    """An act in a school, refused to the administrator of a school elsewhere."""
    return Act(action, "admin", "other_admin", data, **more)


def of_office(action: str, data=None, **more) -> Act:
    """An act on a school, refused to the manager of another office."""
    return Act(action, "office", "other_office", data, **more)


def once(world: World) -> dict:
    page = world.people["teacher"].get(address_of("schools:pin-cards", world.values))
    return {"once": page.context["once"]}


def exception_here(world: World) -> dict:
    return {
        "student": str(world.values["student_id"]),
        "occasion": str(world.values["occasion"]),
        "kind": "extra_attempt",
        "reason": "기기 고장",
    }


def seen_roster(world: World) -> dict:
    page = world.prepare("admin", "schools:roster", sizes="1: 2")
    return page.context["form"].initial


def seen_new_year(world: World) -> dict:
    return world.prepare("admin", "schools:rollover", grade_2="3").context["form"].initial


def other_class(world: World) -> dict:
    there = ClassroomFactory(school=world.here.school, school_year=world.here.classroom.school_year)
    return {"classroom": there.pk, "number": 7}


def module_again(world: World) -> dict:
    world.prepare("teacher", "curriculum:assignment-end", confirmed="1")
    times = {"opens_on": TODAY, "opens_time": "00:00", "closes_on": LATER, "closes_time": "23:59"}
    module = world.here.assignment.module
    seen = {"checked_version": read_version(module).code}
    return {"module": module.pk, "confirmed": "1", **seen, **times}


def left(world: World) -> None:
    world.prepare("admin", "schools:student-leave")


def disabled(world: World) -> None:
    world.prepare("admin", "schools:staff-disable")


def invited(world: World) -> None:
    teacher = world.here.people["teacher"]
    teacher.last_login = None
    teacher.set_unusable_password()
    teacher.save()


def handed_in(world: World) -> None:
    attempt = world.here.attempt
    submit_attempt(attempt_id=attempt.pk, student=attempt.student)


def called(world: World) -> None:
    world.prepare("teacher", "curriculum:lead", do="start")
    world.prepare("student", "curriculum:help-call", do="call")


def launched(world: World) -> None:
    launch = make_teachers_launch(world.people["teacher"])
    world.values["launch_id"] = launch.pk


def own_class(world: World) -> dict:
    return {"classroom": str(world.here.classroom.pk)}


NEW_STAFF = {
    "email": "new@hanbit.example",
    "role": "teacher",
    "place": "7010001",
    "starts_on": TODAY,
    "confirmed": "1",
}
FACTS = {"office": "B10", "kind": "ordinary", "name_ko": "새이름중학교", "name_en": "New"}
NEW_SCHOOL = {**FACTS, "neis_code": "7010099", "level": "M"}
NEW_CLASS = {"grade": 1, "class_number": 77, "size": 3}

ACTS = {
    "schools:class-code": of_teacher("schools.open_join_code"),
    "schools:student-unlock": of_teacher("schools.unlock_student"),
    "schools:students-unlock": of_teacher("schools.unlock_everybody"),
    "schools:nicknames": of_teacher("schools.switch_nicknames", {"do": "off"}),
    "schools:pin-cards": of_teacher("schools.issue_pins", once),
    "schools:student-add": of_admin("schools.add_student", {"number": 30}),
    "schools:student-leave": of_admin("schools.let_student_leave"),
    "schools:student-back": of_admin("schools.bring_student_back", before=left),
    "schools:student-move": of_admin("schools.move_student", other_class),
    "schools:class-new": of_admin("schools.make_classroom", NEW_CLASS),
    "schools:roster-check": of_admin("schools.apply_roster", seen_roster),
    "schools:rollover-check": of_admin("schools.roll_over", seen_new_year),
    "schools:staff-invite": Act("schools.grant_role", "admin", "teacher", NEW_STAFF),
    "schools:staff-disable": of_admin("schools.disable_account"),
    "schools:staff-enable": of_admin("schools.enable_account", before=disabled),
    "schools:staff-second-factor-reset": of_admin("schools.reset_second_factor"),
    "schools:staff-role-end": of_admin("schools.end_role", {"confirmed": "1"}),
    "schools:staff-last-day": of_admin("schools.move_last_day", {"ends_on": LATER}),
    "schools:staff-invite-again": of_admin("schools.invite_again", before=invited),
    "schools:school-new": Act("schools.make_school", "office", "admin", NEW_SCHOOL),
    "schools:school-edit": of_office("schools.make_school", FACTS),
    "schools:school-end": of_office("schools.end_school", {"last_day": LATER, "confirmed": "1"}),
    "curriculum:assign-check": of_teacher("curriculum.assign_module", module_again),
    "curriculum:marking-answer": of_teacher(
        "quizzes.mark_answer", {"points": "1"}, before=handed_in
    ),
    "curriculum:assigning-undo": of_teacher("curriculum.undo_assigning", {}),
    "curriculum:assignment-end": of_teacher("curriculum.end_assignment", {"confirmed": "1"}),
    "curriculum:lead": of_teacher("curriculum.start_lesson", {"do": "start"}),
    "curriculum:help-settle": of_teacher("curriculum.settle_help", before=called),
    "curriculum:exceptions": of_teacher("quizzes.allow_extra_attempt", exception_here),
    "curriculum:answers-release": of_teacher("quizzes.release_answers", {}),
    "curriculum:training-done": Act("curriculum.finish_training_step", "office", None),
    **{name: Act(*facts) for name, facts in SURVEY_ACTS.items()},
    "lti:course-link": of_teacher("curriculum.link_course", own_class, before=launched),
    "lti:course-unlink": of_teacher("curriculum.unlink_course"),
    "lti:seat-forget": of_teacher("curriculum.forget_lti_seat"),
    "reporting:tally-week": of_office("reporting.enter_tally", a_quiet_week()),
    "reporting:tally-file": Act(
        "reporting.download_tally",
        "analyst",
        "approver",
        {"file_format": "csv", "purpose": "국회 제출 자료"},
    ),
    "core:audit-sign": Act("core.sign_month", "approver", "operator", {"note": "이상 없음"}),
}
# These show what a form would do; the page after them does it.
PREPARE_ONLY = {"schools:roster", "schools:rollover"}


@pytest.fixture
def world(db) -> World:
    here, there = make_two_places()
    release = make_release()
    values = {
        **here.values,
        **{"key": release.round.key, "release": release.key, "table": "Q10"},
        "export": "00000000-0000-4000-8000-000000000000",
        "month": str(Month.of(timezone.now()).previous),
        **{"version": "2", "question": "Q10", "step": "close"},
    }
    return World(here, browsers(here, there), values)


def pages_for_staff(resolver=None, namespace: str = ""):
    """(name, methods) of every page behind a guard of the staff; None means every method."""
    for pattern in (resolver or get_resolver(URLCONF)).url_patterns:
        if not isinstance(pattern, URLPattern):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from pages_for_staff(pattern, inner)
        elif getattr(pattern.callback, "is_for_staff", False):
            yield namespace + pattern.name, methods_of(pattern.callback)


def methods_of(view) -> list[str] | None:
    """What `require_http_methods` lets through, wherever it stands among a view's decorators."""
    while view is not None:
        names = inspect.getclosurevars(view).nonlocals
        if "request_method_list" in names:
            return names["request_method_list"]
        view = getattr(view, "__wrapped__", None)
    return None


def test_t98_every_page_of_the_staff_that_takes_a_form_is_listed():
    pages = dict(pages_for_staff())
    careless = [name for name, methods in pages.items() if methods is None]
    assert not careless, (
        f"say with require_safe or require_http_methods what these take: {careless}"
    )
    writing = {name for name, methods in pages.items() if not {"GET", "HEAD"} >= set(methods)}
    unlisted = writing - ACTS.keys() - PREPARE_ONLY
    assert not unlisted, f"add a row to ACTS in {__file__}: {sorted(unlisted)}"
    assert (ACTS.keys() | PREPARE_ONLY) <= writing, "rows without a page"


@pytest.mark.parametrize("name", ACTS)
def test_t98_act_writes_one_line_done_or_refused(world, name):
    act = ACTS[name]
    act.before(world)
    data = act.data(world) if callable(act.data) else act.data or {}
    address = address_of(name, world.values)
    refused = []
    if act.refused_to:
        refused = lines_of(lambda: world.people[act.refused_to].post(address, data))
        assert [(line.action, line.result) for line in refused] == [(f"refused:{name}", "refused")]
    done = lines_of(lambda: world.people[act.by].post(address, data))
    assert [(line.action, line.result) for line in done] == [(act.action, "done")]
    for line in (*refused, *done):
        assert line.by and line.from_address == "127.0.0.1"


def lines_of(send) -> list[AuditEntry]:
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    assert send().status_code < 500
    return list(AuditEntry.objects.filter(id__gt=last).order_by("id"))


@pytest.mark.parametrize("name", sorted(PREPARE_ONLY))
def test_t98_page_that_only_prepares_writes_nothing(world, name):
    assert not lines_of(lambda: world.prepare("admin", name, sizes="1: 2", grade_2="3"))


NAME_OF_AN_ACT = re.compile(
    r"(core|schools|lessons|quizzes|curriculum|reporting|helplines)\.[a-z_]+"
)


def test_every_act_has_words_for_the_reviewer():
    known = {value for value, _words in audit_acts.choices()}
    found = {
        node.value: str(path.relative_to(ROOT))
        for path in python_files()
        if {"actions", "actions.py"} & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and NAME_OF_AN_ACT.fullmatch(str(node.value))
    }
    unnamed = {act: place for act, place in found.items() if act not in known}
    assert len(found) > 30
    assert not unnamed, f"give these words in their app's acts.py: {unnamed}"
