"""The pages of the editors: upload, look, say yes; choose a format and take it away."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quizzes.actions import ensure_permissions
from quizzes.exchange_files import Format, read_questions
from quizzes.models import Question
from tests.factories.quizzes import every_kind, make_question
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_past_second_factor

IMPORT, CONFIRM, LIST, EXPORT = (
    f"wagtailsnippets_quizzes_question:{name}"
    for name in ("import", "import_confirm", "list", "export")
)
SOURCE = "첫 물음 {=가 ~나}\n\n둘째 물음 {#3}\n\n셋째 물음 {}\n"


@pytest.fixture
def editor(db):
    """An editor's browser."""
    ensure_permissions()
    return client_past_second_factor(staff_as("editor"))


def upload(browser, source=SOURCE, language="ko"):
    data = source if isinstance(source, bytes) else source.encode()
    file = SimpleUploadedFile("q.txt", data)
    return browser.post(reverse(IMPORT), {"file": file, "language": language})


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_list_leads_to_import_and_export_with_its_filters(editor):
    text = text_of(editor.get(reverse(LIST), {"live": "true"}))
    assert reverse(IMPORT) in text
    assert f"{reverse(EXPORT)}?live=true" in text


def test_upload_shows_each_item_with_reason_and_saves_nothing(editor):
    response = upload(editor)
    assert response.status_code == 200
    assert [row["item"].line for row in response.context["rows"]] == [1, 3, 5]
    text = text_of(response)
    assert "문제 2개를 초안으로 가져올 수 있습니다" in text
    assert "오차가 있는 숫자 문제는 지원하지 않습니다" in text
    assert not Question.objects.exists()


def test_yes_makes_the_drafts_that_were_shown_once(editor):
    sealed = upload(editor).context["form"].initial["sealed"]
    for _ in range(2):
        response = editor.post(reverse(CONFIRM), {"sealed": sealed})
        assert response.status_code == 302
    assert sorted(str(each) for each in Question.objects.all()) == ["셋째 물음", "첫 물음"]
    assert not Question.objects.filter(live=True).exists()
    assert editor.get(response.url).status_code == 200


def test_yes_of_another_person_is_refused(editor):
    sealed = upload(editor).context["form"].initial["sealed"]
    other = client_past_second_factor(staff_as("editor", email="second@ministry.example"))
    response = other.post(reverse(CONFIRM), {"sealed": sealed})
    assert response.url == reverse(IMPORT)
    assert not Question.objects.exists()


@pytest.mark.parametrize("sealed", ["", "changed"])
def test_yes_to_something_else_saves_nothing(editor, sealed):
    response = editor.post(reverse(CONFIRM), {"sealed": sealed})
    assert "아무것도 저장하지 않았습니다" in str(next(iter(get_messages(response.wsgi_request))))


def test_file_that_cannot_be_read_is_refused_with_a_sentence(editor):
    response = upload(editor, "<!DOCTYPE quiz><quiz/>")
    assert response.status_code == 422
    assert "DOCTYPE" in text_of(response) and "안전을 위해" in text_of(response)


def test_words_of_a_file_are_never_markup_of_the_page(editor):
    response = upload(editor, "[plain]<script>alert(1)</script> {}")
    assert "<script>alert(1)" not in response.content.decode()
    assert "&lt;script&gt;alert(1)" in response.content.decode()


def test_upload_that_is_too_large_is_refused_unread(editor):
    response = upload(editor, b"a" * 2_100_000)
    assert response.status_code == 413


def test_upload_without_the_forms_token_is_refused(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert upload(strict).status_code == 403


@pytest.mark.parametrize("name", [IMPORT, CONFIRM, EXPORT])
def test_t23_pages_of_the_exchange_are_closed_to_those_who_may_add_nothing(db, name):
    analyst = client_past_second_factor(staff_as("analyst"))
    for browser in (Client(), analyst):
        assert browser.get(reverse(name)).status_code in (302, 403, 404)
    reader = staff_as("editor")
    reader.groups.clear()
    assert client_past_second_factor(reader).get(reverse(name)).status_code in (302, 403, 404)


def test_export_page_lists_what_each_format_leaves_out(editor):
    every_kind()
    response = editor.get(reverse(EXPORT))
    left = {
        str(each["name"]): {row["kind"] for row in each["unwritten"] if row["is_left_out"]}
        for each in response.context["formats"]
    }
    assert {name: len(kinds) for name, kinds in left.items()} == {
        "GIFT(Moodle용 텍스트)": 4,  # picture, order, opinion, spot the fake
        "Moodle XML": 3,
        "표(XLSX)": 1,
        "표(CSV)": 1,
    }
    assert "내보내지 않습니다." in text_of(response)


@pytest.mark.parametrize("form", list(Format))
def test_exported_file_holds_the_filtered_list(editor, form):
    make_question("q1")
    make_question("q2", is_live=False)
    make_question("q3", language="en")
    response = editor.get(reverse(f"{EXPORT}_file", args=[form.value]), {"live": "true"})
    assert "attachment" in response["Content-Disposition"]
    (question,) = read_questions(response.content, language="ko").questions
    assert question.stem == "물음 q1?"


def test_export_in_an_unknown_format_is_not_found(editor):
    assert editor.get(reverse(f"{EXPORT}_file", args=["doc"])).status_code == 404


def test_export_of_many_questions_takes_few_statements(editor, django_assert_max_num_queries):
    for number in range(8):
        make_question(f"q{number}")
    editor.get(reverse(EXPORT))
    with django_assert_max_num_queries(30):
        editor.get(reverse(EXPORT))
