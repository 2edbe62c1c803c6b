"""Every address and what each kind of person gets there; a new address without a row fails.

People: nobody; the student of the class and a stranger of another; the teacher of the class and a
colleague elsewhere; the administrators of both schools; the managers of both offices; analyst,
release approver, editor and operator, who work for the whole country.
"""

import pytest

from tests.factories.reporting import make_export, make_release
from tests.house.world import address_of, browsers, make_two_places, own_routes

STUDENTS = ("student", "stranger")
STAFF = (
    *("teacher", "colleague", "admin", "other_admin", "office", "other_office"),
    *("analyst", "approver", "editor", "operator"),
)
ROLES = ("nobody", *STUDENTS, *STAFF)
OK, GONE, FORM = 200, 404, 405
JOIN, LOGIN, ON = "to the class code", "to staff sign-in", "elsewhere"


def everybody(got, **others) -> dict:
    """One answer for all, but for the roles that are named."""
    return {**dict.fromkeys(ROLES, got), **others}


def staff(**got) -> dict:
    """The named roles get what is said; other staff find nothing, everybody else signs in."""
    strangers = dict.fromkeys(("nobody", *STUDENTS), LOGIN)
    return {**strangers, **dict.fromkeys(STAFF, GONE), **got}


def any_staff(got) -> dict:
    """All staff alike; everybody else signs in."""
    return staff(**dict.fromkeys(STAFF, got))


def students(student, stranger) -> dict:
    """The student of the class and one of another; everybody else is asked for a class code."""
    return everybody(JOIN, student=student, stranger=stranger)


OF_THE_STUDENT = students(OK, GONE)
OF_THE_TEACHER = staff(teacher=OK)
OF_TEACHERS = staff(teacher=OK, colleague=OK)
OF_THE_ANALYST = staff(analyst=OK)
OF_READERS_OF_TABLES = staff(analyst=OK, approver=OK)
OF_OFFICES_AND_MINISTRY = staff(office=OK, other_office=OK, analyst=OK)
OF_AUDITORS = staff(approver=OK, operator=OK)
MANAGERS = staff(admin=OK, other_admin=OK, office=OK, other_office=OK, operator=OK)
TO_JOIN, A_FORM = everybody(JOIN), everybody(FORM)

TABLE = {
    "healthz": everybody(OK),
    "root": everybody(ON),
    # A stored file for whoever knows its name, which is drawn at random; these name none.
    "media": everybody(GONE),
    "media-captions": everybody(GONE),
    "join-by-qr": TO_JOIN,
    "schools:front": everybody(ON, nobody=OK),
    "schools:join": everybody(OK),
    "schools:join-seat": TO_JOIN,
    "schools:student-sign-out": A_FORM,
    "schools:signed-out": everybody(OK),
    "schools:taken-over": everybody(OK),
    "schools:staff-home": any_staff(ON),
    "schools:class-code": A_FORM,
    "schools:pin-cards": OF_THE_TEACHER,
    "schools:student-unlock": A_FORM,
    "schools:still-here": everybody(OK, nobody=JOIN),
    "schools:been-away": everybody(OK),
    "schools:staff-list": MANAGERS,
    "schools:staff-invite": MANAGERS,
    "schools:staff-person": staff(admin=OK, office=OK, operator=OK),
    "schools:staff-role-end": staff(admin=OK, office=OK, operator=OK),
    "schools:staff-last-day": staff(admin=OK),
    "schools:staff-disable": A_FORM,
    "schools:staff-enable": A_FORM,
    "schools:staff-second-factor-reset": A_FORM,
    "schools:staff-invite-again": A_FORM,
    "schools:invitation": everybody(ON),
    "schools:welcome": everybody(410),
    "schools:join-sheet": OF_THE_TEACHER,
    "schools:nicknames": A_FORM,
    "schools:students-unlock": A_FORM,
    "schools:student-list": staff(teacher=OK, admin=OK),
    "schools:student-add": A_FORM,
    "schools:student-leave": A_FORM,
    "schools:student-back": A_FORM,
    "schools:student-move": staff(teacher=OK, admin=OK),
    "schools:school-list": staff(admin=ON, other_admin=ON, office=ON, other_office=ON, operator=OK),
    "schools:school-new": staff(office=OK, other_office=OK, operator=OK),
    "schools:school": staff(admin=OK, office=OK, operator=OK),
    "schools:school-edit": staff(office=OK, operator=OK),
    "schools:school-end": staff(office=OK, operator=OK),
    "schools:rollover": staff(admin=OK),
    "schools:rollover-check": staff(admin=ON),
    "schools:roster": staff(admin=OK),
    "schools:roster-check": staff(admin=ON),
    "schools:roster-template": staff(admin=OK),
    "schools:class-new": staff(admin=OK),
    "core:audit": OF_AUDITORS,
    "core:audit-month": OF_AUDITORS,
    "core:audit-sign": A_FORM,
    "helplines:help": everybody(OK),
    "helplines:guidance": everybody(OK),
    "helplines:cards": everybody(OK),
    "helplines:leave": everybody(OK),
    "helplines:saved": everybody(OK),
    "helplines:neutral": everybody(OK),
    "lessons:search": everybody(OK),
    "curriculum:home": students(OK, OK),
    "curriculum:module": OF_THE_STUDENT,
    "curriculum:lesson-step": OF_THE_STUDENT,
    "curriculum:survey-door": OF_THE_STUDENT,
    "curriculum:signal": OF_THE_STUDENT,
    "curriculum:help-call": A_FORM,
    "curriculum:survey-ticket": A_FORM,
    "curriculum:survey-ways": OF_READERS_OF_TABLES,
    "curriculum:survey-ways-school": OF_READERS_OF_TABLES,
    "curriculum:class-list": staff(teacher=OK, colleague=OK, admin=OK, other_admin=OK),
    "curriculum:class-board": OF_THE_TEACHER,
    "curriculum:class-board-live": OF_THE_TEACHER,
    "curriculum:projector": OF_THE_TEACHER,
    "curriculum:projector-live": OF_THE_TEACHER,
    "curriculum:assign": OF_THE_TEACHER,
    "curriculum:assign-check": staff(teacher=ON),
    "curriculum:assigning-undo": A_FORM,
    "curriculum:assignment-copy": staff(teacher=ON),
    "curriculum:assignment-end": OF_THE_TEACHER,
    "curriculum:module-list": OF_TEACHERS,
    "curriculum:lesson-plan": OF_TEACHERS,
    "curriculum:slides": OF_TEACHERS,
    "curriculum:worksheet": OF_TEACHERS,
    "curriculum:family-letter": OF_TEACHERS,
    "curriculum:lead": A_FORM,
    "curriculum:help-settle": A_FORM,
    "curriculum:exceptions": OF_THE_TEACHER,
    "curriculum:answers-release": A_FORM,
    "curriculum:certificate": students(ON, GONE),  # nothing is finished yet
    "curriculum:certificate-check": everybody(OK),
    "curriculum:class-results": OF_THE_TEACHER,
    "curriculum:class-results-file": OF_THE_TEACHER,
    "curriculum:class-report": OF_THE_TEACHER,
    "curriculum:class-report-file": OF_THE_TEACHER,
    "curriculum:school-report": staff(admin=OK),
    "curriculum:school-report-file": staff(admin=OK),
    "curriculum:participation": OF_OFFICES_AND_MINISTRY,
    "curriculum:participation-file": OF_OFFICES_AND_MINISTRY,
    "curriculum:change": staff(),  # the module measures nothing
    "curriculum:print": OF_THE_TEACHER,
    "curriculum:print-help": OF_THE_TEACHER,
    "curriculum:print-quiz": OF_THE_TEACHER,
    "curriculum:print-key": OF_THE_TEACHER,
    "curriculum:print-letter": OF_THE_TEACHER,
    "curriculum:training": any_staff(OK),
    "curriculum:training-record": any_staff(OK),
    "curriculum:training-module": any_staff(OK),
    "curriculum:training-step": any_staff(OK),
    "curriculum:training-done": A_FORM,
    "curriculum:my-themes": students(OK, OK),
    "curriculum:class-themes": OF_THE_TEACHER,
    # Who runs no class has an empty queue to look at nowhere.
    "curriculum:marking-queue": staff(teacher=OK, colleague=OK),
    "curriculum:marking-attempt": OF_THE_TEACHER,
    "curriculum:marking-answer": staff(teacher=ON),  # the student is still answering
    "curriculum:questions": OF_THE_TEACHER,
    "curriculum:questions-projector": OF_THE_TEACHER,
    "curriculum:questions-file": OF_THE_TEACHER,
    "curriculum:regrades": OF_THE_TEACHER,
    "curriculum:results": OF_THE_TEACHER,
    "curriculum:results-file": OF_THE_TEACHER,
    "quizzes:catalogue": everybody(OK),
    "quizzes:theme": everybody(GONE),
    # A platform's own pages come here; a launch that is not this browser's opens nothing.
    "lti-login": everybody(ON),
    "lti-launch": A_FORM,
    "lti-keys": everybody(OK),
    "lti:refused": everybody(403),
    "lti:open": everybody(410),
    "lti:seat": everybody(410),
    "lti:pick": everybody(410),
    "lti:course-link": staff(),
    "lti:courses": OF_THE_TEACHER,
    "lti:course-unlink": A_FORM,
    "lti:seat-forget": A_FORM,
    "quizzes:start": OF_THE_STUDENT,
    "quizzes:question": OF_THE_STUDENT,
    "quizzes:save": A_FORM,
    "quizzes:sign-in-again": A_FORM,
    "quizzes:check": OF_THE_STUDENT,
    "quizzes:submit": students(ON, GONE),
    "quizzes:result": students(ON, GONE),
    # No quiz of the two places may be tried by visitors; staff may, for their own training.
    "quizzes:try": everybody(GONE, **dict.fromkeys(STAFF, OK)),
    "quizzes:try-question": everybody(GONE, **dict.fromkeys(STAFF, ON)),
    "quizzes:try-result": everybody(GONE, **dict.fromkeys(STAFF, ON)),
    "reporting:round-list": OF_READERS_OF_TABLES,
    "reporting:round": OF_READERS_OF_TABLES,
    "reporting:round-new": OF_THE_ANALYST,
    # The round of the world is counted: nothing of it is written or asked for any more.
    "reporting:round-edit": staff(),
    "reporting:step-ask": staff(),
    "reporting:step-confirm": staff(),
    "reporting:step-withdraw": A_FORM,
    "reporting:participation": staff(analyst=OK, approver=OK, office=OK, other_office=OK),
    "reporting:participation-now": staff(analyst=ON, approver=ON, office=ON, other_office=ON),
    "reporting:trend": OF_READERS_OF_TABLES,
    "reporting:quality": OF_READERS_OF_TABLES,
    "reporting:tally": staff(analyst=OK, approver=OK, office=ON, other_office=ON),
    "reporting:tally-reference": staff(analyst=OK, approver=OK, office=OK, other_office=OK),
    "reporting:tally-office": staff(analyst=OK, approver=OK, office=OK),
    # Nothing is entered yet: there is a form for the office, and no version to read.
    "reporting:tally-week": staff(office=OK),
    "reporting:tally-file": OF_THE_ANALYST,
    "reporting:instrument-list": OF_READERS_OF_TABLES,
    "reporting:instrument-new": OF_THE_ANALYST,
    "reporting:instrument": OF_READERS_OF_TABLES,
    "reporting:instrument-preview": OF_READERS_OF_TABLES,
    "reporting:instrument-submit": A_FORM,
    "reporting:instrument-approve": A_FORM,
    # Its questionnaire is approved.
    "reporting:instrument-return": staff(),
    "reporting:question-edit": staff(),
    "reporting:question-new": staff(),
    "reporting:question-remove": A_FORM,
    "reporting:question-move": A_FORM,
    "reporting:codebook": OF_READERS_OF_TABLES,
    "reporting:codebook-download": OF_READERS_OF_TABLES,
    # Of the public; this round has published nothing yet.
    "reporting:statistics": everybody(OK),
    "reporting:statistics-release": everybody(GONE),
    "reporting:statistics-table": everybody(GONE),
    "reporting:statistics-chart": everybody(GONE),
    "reporting:statistics-file": everybody(GONE),
    "statistics-api:openapi": everybody(OK),
    "statistics-api:releases": everybody(OK),
    "statistics-api:release": everybody(GONE),
    "statistics-api:table": everybody(GONE),
    "reporting:publication": OF_READERS_OF_TABLES,
    "reporting:publication-declare": staff(),  # the round is counted
    "reporting:release-list": OF_READERS_OF_TABLES,
    "reporting:release-new": OF_THE_ANALYST,
    "reporting:release": OF_READERS_OF_TABLES,
    "reporting:release-table": OF_READERS_OF_TABLES,
    "reporting:release-gate": A_FORM,
    "reporting:release-review": OF_THE_ANALYST,
    # The release of the world waits for its review.
    "reporting:release-approve": staff(),
    "reporting:release-withdraw": staff(),
    "reporting:release-correct": staff(),
    "reporting:export-list": OF_READERS_OF_TABLES,
    "reporting:export-new": OF_THE_ANALYST,
    "reporting:export": OF_READERS_OF_TABLES,
    "reporting:export-decide": staff(approver=OK),
    "reporting:export-file": staff(analyst=ON),
    "account_logout": everybody(ON, **dict.fromkeys(STAFF, OK)),
    "account_login": everybody(OK, **dict.fromkeys(STAFF, ON)),
    "account_change_password": any_staff(OK),
    "mfa_index": any_staff(OK),
    "usersessions_list": any_staff(OK),
}


@pytest.fixture
def world(db):
    """A class at work, another one elsewhere, a published round, and a browser for each person."""
    here, there = make_two_places()
    release = make_release()
    round = release.round
    survey = {"version": round.instrument.version, "question": "Q10", "step": "open"}
    table = {"key": round.key, "release": release.key, "table": "Q10"}
    export = {"export": make_export(release).key, "month": "2026-10"}
    values = {**here.values, **table, **survey, **export}
    return values, browsers(here, there)


def kind_of(response) -> int | str:
    """A status, or where a redirect leads in the table's words."""
    if response.status_code == 401:
        return JOIN
    if response.status_code not in (301, 302, 303):
        return response.status_code
    if "/join/" in response.url:
        return JOIN
    return LOGIN if "/accounts/login/" in response.url else ON


def test_t23_every_address_has_a_row():
    names = set(own_routes())
    assert names - set(TABLE) == set(), "addresses without a row"
    assert set(TABLE) - names - {"mfa_index", "account_change_password"} == set()


def test_t23_every_role_gets_what_the_table_says(world):
    values, people = world
    wrong = []
    for name, expected in TABLE.items():
        address = address_of(name, values)
        for role, wanted in expected.items():
            got = kind_of(people[role].get(address))
            if got != wanted:
                wrong.append(f"{name}: {role} gets {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)
