"""Certificates: who gets one, what the public page says, and what a stolen database tells."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from curriculum import certificate_codes as codes
from curriculum.actions import NotFinished, issue_certificate, save_lesson_progress
from curriculum.certificates import code_of
from curriculum.models import Assignment, Certificate, Completion
from tests.factories.curriculum import LESSON_LENGTH
from tests.fixtures_schools import client_of
from tests.statements import data_statements

CHECK = "/ko/certificates/"


@pytest.fixture
def finish(assignment, lesson_step, quiz_step):
    """Lets a student finish every step of the module."""

    def finish(student):
        save_lesson_progress(
            assignment=assignment,
            student=student,
            step=lesson_step,
            reached=LESSON_LENGTH,
            length=LESSON_LENGTH,
        )
        Completion.objects.create(
            assignment=assignment, student=student, step=quiz_step, finished_at=timezone.now()
        )

    return finish


@pytest.fixture
def with_steps(assignment):
    """The assignment as views read it."""
    return Assignment.objects.with_steps().select_related("module").get(pk=assignment.pk)


@pytest.fixture
def url(assignment):
    """The page of the certificate."""
    return reverse("curriculum:certificate", args=[assignment.pk])


def test_certificate_before_the_last_step_leads_back_to_the_module(
    student_client, url, assignment, student, with_steps
):
    assert student_client.get(url).url == reverse("curriculum:module", args=[assignment.pk])
    assert student_client.post(url).url == reverse("curriculum:module", args=[assignment.pk])
    with pytest.raises(NotFinished):
        issue_certificate(assignment=with_steps, student=student)
    assert not Certificate.objects.exists()


def test_certificate_is_made_once_and_only_when_asked_for(student_client, url, student, finish):
    finish(student)
    assert "<form" in student_client.get(url).text
    assert not Certificate.objects.exists()
    student_client.post(url)
    student_client.post(url)
    assert Certificate.objects.count() == 1


def test_sheet_names_module_and_school_but_no_number(
    student_client, url, student, finish, with_steps
):
    finish(student)
    student_client.post(url)
    with data_statements(at_most=6):
        page = student_client.get(url)
    sheet = page.text.split("print-sheet certificate", 1)[1].split("</section>", 1)[0]
    assert with_steps.module.title in sheet
    assert str(student.classroom.school) in sheet
    assert codes.for_print(code_of(with_steps, student)) in sheet
    assert f"{student.number}번" not in sheet


def test_check_page_tells_module_day_and_school_and_nobody(student, finish, with_steps):
    finish(student)
    code = issue_certificate(assignment=with_steps, student=student)
    with data_statements(at_most=4):
        page = Client().post(CHECK, {"code": codes.for_print(code)})
    assert with_steps.module.title in page.text
    assert str(student.classroom.school) in page.text
    today = timezone.localdate()
    assert f"{today.year}년 {today.month}월 {today.day}일" in page.text
    assert str(student.classroom) not in page.text
    assert str(student.pk) not in page.text


def test_check_page_understands_how_people_type(student, finish, with_steps):
    finish(student)
    code = issue_certificate(assignment=with_steps, student=student)
    small = f" {code[:4].lower()} {code[4:8].lower()} – {code[8:].lower()} "
    for typed in (small, code.replace("0", "O").replace("1", "l"), code.replace("1", "i")):
        assert Client().post(CHECK, {"code": typed}).context["found"], typed


def test_mistyped_code_is_told_from_one_that_was_never_given_out(with_steps, student):
    code = code_of(with_steps, student)  # nobody asked for it
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    mistyped = Client().post(CHECK, {"code": wrong})
    unknown = Client().post(CHECK, {"code": code})
    assert mistyped.status_code == 422
    assert unknown.status_code == 200
    assert unknown.context["is_unknown"]
    assert not mistyped.context["is_unknown"]


def test_stolen_rows_name_no_student(student, finish, with_steps):
    finish(student)
    code = issue_certificate(assignment=with_steps, student=student)
    row = Certificate.objects.values().get()
    told = repr(row)
    for secret in (code, str(student.pk), str(with_steps.pk), str(student.classroom_id)):
        assert secret not in told


def test_certificate_outlives_the_purge_of_the_year(student, finish, with_steps, student_client):
    finish(student)
    code = issue_certificate(assignment=with_steps, student=student)
    Completion.objects.all().delete()
    assert Client().post(CHECK, {"code": code}).context["found"].school == student.classroom.school


def test_t24_certificate_of_a_foreign_class_is_404(neighbours, url):
    from_elsewhere = neighbours[2]
    assert client_of(from_elsewhere).get(url).status_code == 404


@given(st.binary(min_size=32, max_size=32), st.uuids(), st.uuids())
def test_code_is_well_formed_and_the_same_each_time(key, assignment_id, student_id):
    code = codes.code_for(key, assignment_id, student_id)
    assert codes.is_well_formed(code)
    assert code == codes.code_for(key, assignment_id, student_id)
    assert codes.read(codes.for_print(code)) == code
    assert code != codes.code_for(key, student_id, assignment_id) or assignment_id == student_id


@given(st.text(max_size=60))
def test_what_is_taken_for_a_code_survives_printing_and_typing(typed):
    code = codes.read(typed)
    assert not codes.is_well_formed(code) or codes.read(codes.for_print(code)) == code


def test_sheet_and_check_page_name_the_day_on_which_it_was_given_out(
    student_client, url, student, finish, with_steps
):
    finish(student)
    code = issue_certificate(assignment=with_steps, student=student)
    day = Certificate.objects.get().finished_on
    Completion.objects.update(finished_at=timezone.now() + timedelta(days=3))
    assert student_client.get(url).context["finished_on"] == day
    assert Client().post(CHECK, {"code": code}).context["found"].finished_on == day
