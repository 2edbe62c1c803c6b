"""What anyone sees who reads a lesson, step by step, without signing in."""

from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from core.drawings import HEIGHT, WIDTH, Drawing, drawing_names
from lessons.blocks.step import StepBodyBlock, TeacherNotesBlock
from tests.factories.lessons import lesson_data, make_lesson
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db


def test_lesson_start_says_what_and_how_long_and_leads_to_step_one(client):
    lesson = make_lesson()

    page = client.get(lesson.url).content.decode()

    assert lesson.title in page and "12분" in page
    assert 'href="?step=1"' in page
    assert "나가기" not in page


def test_sensitive_lesson_shows_its_note_first_and_the_way_out_on_every_step(client):
    lesson = make_lesson(is_sensitive=True, content_note="마음이 불편할 수 있어요.")

    start = client.get(lesson.url).content.decode()
    step = client.get(lesson.url, {"step": "2"}).content.decode()

    assert start.index("마음이 불편할 수 있어요.") < start.index('href="?step=1"')
    for page in (start, step):
        assert reverse("helplines:neutral") in page and "이 페이지 나가기" in page


def test_step_shows_its_own_content_and_neighbours(client):
    lesson = make_lesson()

    page = client.get(lesson.url, {"step": "2"}).content.decode()

    assert f'id="step-{lesson.step_list()[1].id}"' in page
    assert lesson.step_list()[0].id not in page
    assert 'href="?step=1"' in page and 'href="?step=3"' in page


def test_last_step_leads_back_to_the_lessons(client):
    lesson = make_lesson()

    page = client.get(lesson.url, {"step": "3"}).content.decode()

    assert 'href="?step=4"' not in page
    assert f'href="{lesson.get_parent().url}"' in page


@pytest.mark.parametrize("step", ["0", "4", "-1", "1.0", "x", "", "１", "99999999", "1e1"])
def test_step_that_is_not_there_is_not_found(client, step):
    lesson = make_lesson()

    assert client.get(lesson.url, {"step": step}).status_code == 404


def test_teacher_notes_and_family_letter_never_reach_the_public_page(client):
    notes = {**lesson_data()["teacher"], "disclosure_script": "<p>교사만 보는 글</p>"}
    lesson = make_lesson(teacher=notes, family_letter="<p>가정에 보내는 글</p>")

    for query in ({}, {"step": "1"}, {"step": "2"}, {"step": "3"}):
        page = client.get(lesson.url, query).content.decode()
        assert "교사만 보는 글" not in page and "가정에 보내는 글" not in page


def test_english_reader_gets_the_english_page_of_the_same_address(client):
    korean, english = make_lesson(), make_lesson(language="en")

    assert korean.url == "/ko/read/e1-lesson/" and english.url == "/en/read/e1-lesson/"
    assert english.title in client.get("/en/read/e1-lesson/?step=1").content.decode()


def test_unpublished_lesson_is_not_found(client):
    lesson = make_lesson()
    lesson.unpublish()

    assert client.get(lesson.url).status_code == 404


def test_list_of_lessons_shows_live_ones_only(client):
    shown, hidden = make_lesson("E1"), make_lesson("M1", title="감춘 수업")
    hidden.unpublish()

    page = client.get("/ko/read/").content.decode()

    assert shown.url in page and "감춘 수업" not in page


def test_empty_list_of_lessons_says_so(client):
    make_lesson().delete()

    assert "아직 수업이 없어요" in client.get("/ko/read/").content.decode()


def test_step_page_costs_seven_statements(client, django_assert_num_queries):
    lesson = make_lesson()
    client.get(lesson.url, {"step": "1"})

    with django_assert_num_queries(7):
        client.get(lesson.url, {"step": "2"})


def test_choices_are_readable_without_script_and_give_each_its_own_feedback(client):
    lesson = make_lesson()

    page = client.get(lesson.url, {"step": "2"}).content.decode()

    assert page.count("<details") == 2 + 3 + 2  # two answers, three cards, poll and pictures
    assert "좋은 생각이에요" in page and "한 번 더 생각해 봐요" in page


@pytest.fixture
def editor_client(db):
    return client_past_second_factor(staff_as("editor"))


@pytest.mark.parametrize(
    "block",
    [*StepBodyBlock().child_blocks.values(), *TeacherNotesBlock().child_blocks.values()],
    ids=lambda block: block.name,
)
def test_every_block_has_icon_label_description_and_a_preview_that_renders(block, editor_client):
    assert block.meta.icon and block.label and block.get_description()
    assert block.is_previewable

    response = editor_client.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )

    assert response.status_code == 200
    assert "<main" in response.content.decode()


def test_every_drawing_has_the_size_the_pages_reserve():
    assert drawing_names()
    for name in drawing_names():
        path = Path(Drawing(name).url.removeprefix("/"))
        if path.suffix == ".svg":
            assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in path.read_text(encoding="utf-8")
        else:
            assert Image.open(path).size == (WIDTH, HEIGHT)


def test_list_of_lessons_goes_from_elementary_to_high_school(client):
    for code in ("H1", "M1", "E1"):
        make_lesson(code)

    page = client.get("/ko/read/").content.decode()

    assert page.index("초등학교") < page.index("중학교") < page.index("고등학교")
