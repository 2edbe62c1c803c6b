"""The pages of a roster: sending a list, what it changes, saying yes, one class by hand."""

import csv
import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.spreadsheets import Sheet, xlsx_bytes
from schools.models import Classroom, Membership, Student
from tests.core.hostile_files import workbook_of
from tests.factories.schools import ClassroomFactory, SchoolFactory, StudentFactory, staff_as

pytestmark = pytest.mark.django_db
HEADINGS = ("학년", "반", "번호")
XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7|add:7 }}",
    "javascript:alert(1)",
    "</title><svg/onload=alert(1)>",
    "&lt;b&gt;",
]


@pytest.fixture
def school(db):
    """A middle school without a class."""
    return SchoolFactory()


@pytest.fixture
def client(school):
    """A browser in which the school's administrator is signed in; forged requests are refused."""
    return signed_in(staff_as("school_admin", school=school))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(school, page="roster/") -> str:
    return f"/ko/schools/{school.neis_code}/{page}"


def csv_of(*rows, headings=HEADINGS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode()


def send(client, school, data: bytes, name="list.csv"):
    return client.post(address(school), {"file": SimpleUploadedFile(name, data)})


def text_of(response) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def sealed_in(response) -> str:
    return re.search(r'name="sealed" value="([^"]+)"', response.content.decode())[1]


def confirm(client, school, response, **ticks):
    fields = {"sealed": sealed_in(response), **ticks}
    return client.post(address(school, "roster/check/"), fields, follow=True)


def test_list_is_shown_first_and_saved_after_the_yes(client, school):
    shown = send(client, school, csv_of(("1", "1", "1"), ("1", "1", "2"), ("2", "3", "7")))
    assert "2학년 3반" in text_of(shown)
    assert not Classroom.objects.exists()
    done = confirm(client, school, shown)
    assert "만든 학급 2개. 더한 학생 3명." in text_of(done)
    assert Student.objects.count() == 3


def test_list_sent_again_has_nothing_to_do(client, school):
    data = csv_of(("1", "1", "1"))
    confirm(client, school, send(client, school, data))
    assert "바꿀 것이 없습니다" in text_of(send(client, school, data))


def test_workbook_and_typed_sizes_do_the_same_as_a_file(client, school):
    rows = [(1, 1, number) for number in (1, 2, 3)]
    book = xlsx_bytes([Sheet(name="명단", header=HEADINGS, rows=rows)])
    from_book = send(client, school, book, "명단.xlsx")
    typed = client.post(address(school), {"sizes": "1학년: 3"})
    for shown in (from_book, typed):
        assert "1–3" in text_of(shown)


def test_t68_rows_with_errors_are_listed_and_nothing_can_be_saved(client, school):
    shown = send(client, school, csv_of(("1", "1", "7"), ("1", "1", "7"), ("9", "1", "1")))
    assert shown.status_code == 422
    text = text_of(shown)
    assert "3행: 2행에 이미 같은 내용이 있습니다." in text
    assert "4행: 이 학교의 학년은 1학년부터 3학년까지입니다." in text
    assert 'href="#row-1"' in shown.content.decode()
    assert 'id="row-1"' in shown.content.decode()
    assert "sealed" not in shown.content.decode()
    assert not Classroom.objects.exists()


def test_t68_code_of_another_school_saves_nothing(client, school):
    other = SchoolFactory()
    rows = [(school.neis_code, "1", "1", "1"), (other.neis_code, "1", "1", "2")]
    shown = send(client, school, csv_of(*rows, headings=("학교코드", *HEADINGS)))
    assert "3행: 다른 학교의 코드입니다." in text_of(shown)
    assert not Classroom.objects.exists()


def test_ten_thousand_rows_with_errors_show_the_first_hundred(client, school):
    shown = send(client, school, csv_of(*[("9", "1", "1")] * 9_000))
    assert "고칠 행이 9,000개 있습니다" in text_of(shown)
    assert shown.content.decode().count('id="row-') == 100


@pytest.mark.parametrize("attack", XSS)
def test_t54_text_in_cells_and_headings_is_escaped(client, school, attack):
    in_cells = send(client, school, csv_of((attack, attack, attack)))
    in_headings = send(client, school, csv_of(("1", "1", "1", ""), headings=(*HEADINGS, attack)))
    personal = send(
        client, school, csv_of(("1", "1", "1", ""), headings=(*HEADINGS, f"이름{attack}"))
    )
    for response in (in_cells, in_headings, personal):
        page = response.content.decode()
        assert attack in unescape(page)
        assert "<" not in attack or attack not in page
        assert "<img src=x" not in page


def test_t54_text_in_a_workbook_is_escaped(client, school):
    rows = [[attack] * 3 for attack in XSS]
    book = xlsx_bytes([Sheet(name="x", header=HEADINGS, rows=rows)])
    page = send(client, school, book, "<b>.xlsx").content.decode()
    assert "<script>alert" not in page
    assert "<svg/onload" not in page


def test_column_of_names_is_refused_and_no_name_is_shown(client, school):
    data = csv_of(("1", "1", "1", "도라지"), headings=(*HEADINGS, "이름"))
    shown = send(client, school, data)
    assert "이름을 비롯한 학생의 인적 사항은 받지 않습니다" in text_of(shown)
    assert "도라지" not in text_of(shown)


def test_other_columns_are_named_and_not_kept(client, school):
    data = csv_of(("1", "1", "1", "도라지"), headings=(*HEADINGS, "비고"))
    shown = send(client, school, data)
    assert "다음 열은 읽지도 보관하지도 않습니다: 비고" in text_of(shown)
    assert "도라지" not in shown.content.decode()


def test_t59_refused_file_is_answered_with_its_sentence(client, school):
    bomb = workbook_of(" " * 50_000_000)
    shown = send(client, school, bomb, "list.xlsx")
    assert shown.status_code == 422
    assert "압축을 풀면 학생 명단보다 훨씬 큰 파일입니다" in text_of(shown)


class Unreadable(io.BytesIO):
    """A body that nobody may touch."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = readlines = read


@pytest.mark.parametrize("length", [10_000_000, 10_000_000_000])
def test_t59_body_that_is_too_large_is_refused_before_it_is_read(school, length):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff_as("school_admin", school=school))
    answer = client.generic(
        "POST",
        address(school),
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unreadable(), "CONTENT_LENGTH": str(length)},
    )
    assert answer.status_code == 413
    assert "파일이 2MB보다 큽니다" in text_of(answer)


def test_t59_body_that_is_too_large_tells_a_stranger_nothing(school):
    client = signed_in(staff_as("school_admin"))
    headers = {"wsgi.input": Unreadable(), "CONTENT_LENGTH": "10000000"}
    assert client.generic("POST", address(school), **headers).status_code == 404


def test_forged_request_is_refused(school):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff_as("school_admin", school=school))
    assert send(client, school, csv_of(("1", "1", "1"))).status_code == 403


def test_who_is_not_listed_leaves_only_with_the_tick(client, school):
    classroom = ClassroomFactory(school=school, grade=1, class_number=1)
    for number in (1, 2):
        StudentFactory(classroom=classroom, number=number)
    data = csv_of(("1", "1", "1"), ("1", "1", "3"))
    confirm(client, school, send(client, school, data))
    assert classroom.students.present().count() == 3
    done = confirm(client, school, send(client, school, data), are_unlisted_leaving="on")
    assert "떠난 학생 1명." in text_of(done)
    assert classroom.students.present().count() == 2


def test_school_that_changed_meanwhile_shows_the_plan_again(client, school):
    shown = send(client, school, csv_of(("1", "1", "1"), ("1", "1", "2")))
    ClassroomFactory(school=school, grade=1, class_number=1)
    again = confirm(client, school, shown)
    assert again.status_code == 409
    assert "학교의 학급이 바뀌었습니다" in text_of(again)
    assert not Student.objects.exists()
    confirm(client, school, again)
    assert Student.objects.count() == 2


def test_yes_of_somebody_else_or_to_something_else_saves_nothing(client, school):
    colleague = signed_in(staff_as("school_admin", school=school))
    sealed = sealed_in(send(colleague, school, csv_of(("1", "1", "1"))))
    for forged in (sealed, sealed[:-2], "", "x" * 5000):
        done = client.post(address(school, "roster/check/"), {"sealed": forged}, follow=True)
        assert "저장하지 않았습니다" in text_of(done)
    assert not Classroom.objects.exists()


@pytest.mark.parametrize("page", ["roster/", "roster/check/", "roster/list.csv", "classes/new/"])
def test_school_of_somebody_else_does_not_exist(school, page):
    for role in ("school_admin", "teacher", "homeroom_teacher", "office_manager"):
        assert signed_in(staff_as(role)).get(address(school, page)).status_code in (302, 404)
    stranger = signed_in(staff_as("school_admin"))
    assert stranger.get(address(school, page)).status_code == 404
    assert stranger.post(address(school, page)).status_code in (404, 405)


def test_list_to_fill_in_holds_the_numbers_there_are(client, school):
    classroom = ClassroomFactory(school=school, grade=2, class_number=3)
    StudentFactory(classroom=classroom, number=7)
    answer = client.get(address(school, "roster/list.csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [["학년", "반", "번호"], ["2", "3", "7"]]
    assert "바꿀 것이 없습니다" in text_of(send(client, school, answer.content))


def test_list_to_fill_in_in_english_is_read_back(client, school):
    ClassroomFactory(school=school)
    answer = client.get(f"/en/schools/{school.neis_code}/roster/list.csv")
    rows = answer.content + b"1,1,1\r\n"
    assert "1학년 1반" in text_of(send(client, school, rows))


def test_teacher_makes_a_class_and_goes_on_to_its_cards(school):
    client = signed_in(staff_as("teacher", school=school))
    fields = {"grade": "2", "class_number": "3반", "size": "２８"}
    done = client.post(address(school, "classes/new/"), fields, follow=True)
    classroom = Classroom.objects.get()
    assert (classroom.grade, classroom.class_number) == (2, 3)
    assert done.redirect_chain[-1][0] == f"/ko/classes/{classroom.pk}/pin-cards/"
    assert done.status_code == 200


def test_class_made_before_is_said_at_the_number(school):
    ClassroomFactory(school=school, grade=2, class_number=3)
    client = signed_in(staff_as("teacher", school=school))
    fields = {"grade": "2", "class_number": "3", "size": "28"}
    answer = client.post(address(school, "classes/new/"), fields)
    assert answer.status_code == 422
    assert "이미 있는 학급입니다" in text_of(answer)


def test_administrator_makes_a_class_for_somebody_else(client, school):
    fields = {"grade": "2", "class_number": "3", "size": "28"}
    done = client.post(address(school, "classes/new/"), fields, follow=True)
    assert "2학년 3반 학급을 만들었습니다." in text_of(done)
    assert client.get(f"/ko/classes/{Classroom.objects.get().pk}/pin-cards/").status_code == 404


def test_teacher_without_a_class_is_shown_the_way_to_one(school):
    page = signed_in(staff_as("teacher", school=school)).get("/ko/classes/")
    assert f'href="{address(school, "classes/new/")}"' in page.content.decode()
    assert f'href="{address(school)}"' not in page.content.decode()


def test_teacher_here_and_administrator_there_is_shown_each_way_once(school):
    user = staff_as("teacher", school=school)
    there = SchoolFactory()
    Membership.objects.create(user=user, role="school_admin", school=there, starts_on="2026-03-01")
    page = signed_in(user).get("/ko/classes/").content.decode()
    assert f'href="{address(there)}"' in page
    assert f'href="{address(school)}"' not in page


def test_class_of_more_than_sixty_is_refused_in_our_words(school):
    client = signed_in(staff_as("teacher", school=school))
    fields = {"grade": "2", "class_number": "3", "size": "61"}
    answer = client.post(address(school, "classes/new/"), fields)
    assert "학생 수는 60명까지입니다." in text_of(answer)
    assert not Classroom.objects.exists()
