"""The teacher's pack of a module: plan, slides, worksheet, letter, and the version they are of."""

import pytest
from django.urls import reverse

from curriculum.models import ModulePage
from curriculum.module_versions import read_version
from curriculum.teaching_packs import find_pack
from lessons.models import LessonPage
from tests.factories.curriculum import LESSON_LENGTH, block, publish_steps
from tests.factories.lessons import make_lesson
from tests.statements import data_statements


@pytest.fixture
def pack_url(module):
    """Address of one sheet of the pack."""
    return lambda name: reverse(f"curriculum:{name}", args=[module.translation_key])


def test_plan_says_objectives_places_in_the_curriculum_and_minutes(teacher_client, pack_url):
    page = teacher_client.get(pack_url("lesson-plan")).text
    lesson = LessonPage.objects.in_language("ko").get()
    for step in lesson.step_list():
        assert step.title in page
    for objective in lesson.objectives:
        assert str(objective.value) in page
    assert lesson.curriculum_hook in page


@pytest.mark.parametrize("name", ["lesson-plan", "slides", "worksheet", "family-letter"])
def test_every_sheet_names_the_published_version(teacher_client, pack_url, module, name):
    assert read_version(module).code[:6] in teacher_client.get(pack_url(name)).text


def test_slides_go_one_by_one_through_the_steps(teacher_client, pack_url):
    first = teacher_client.get(pack_url("slides"), {"slide": "1"}).text
    assert "?slide=2" in first and "?slide=0" not in first
    last = teacher_client.get(pack_url("slides"), {"slide": str(LESSON_LENGTH)}).text
    assert f"?slide={LESSON_LENGTH + 1}" not in last
    for wrong in ("0", "99", "x"):
        assert teacher_client.get(pack_url("slides"), {"slide": wrong}).status_code == 404


def test_worksheet_asks_without_giving_the_answers(teacher_client, pack_url, module):
    page = teacher_client.get(pack_url("worksheet")).text
    tasks = [t for lesson in find_pack(module.translation_key, "ko").lessons for t in lesson.tasks]
    for _step, asked in tasks:
        for task in asked:
            assert task.prompt in page
    assert "reveal" not in page


def test_unpublished_module_has_no_pack(teacher_client, pack_url, module):
    ModulePage.objects.filter(pk=module.pk).update(live=False)
    assert teacher_client.get(pack_url("lesson-plan")).status_code == 404


def test_reprint_says_whether_the_module_changed_since(
    teacher_client, pack_url, module, assignment
):
    assignment.batch.module_version = read_version(module).code
    assignment.batch.save()
    address = f"{pack_url('worksheet')}?assignment={assignment.pk}"
    assert "그 뒤로 바뀌지 않았습니다" in teacher_client.get(address).text
    LessonPage.objects.in_language("ko").get().save_revision().publish()
    assert "그 뒤로 내용이 바뀌었으니" in teacher_client.get(address).text


def test_lessons_of_a_pack_are_one_statement_however_many(module):
    lesson = make_lesson("M2", "ko")
    page = ModulePage.objects.get(pk=module.pk)
    publish_steps(page, [*page.steps.raw_data, block("more", "lesson", {"lesson": lesson.pk})])
    pack = find_pack(module.translation_key, "ko")
    assert pack.steps
    with data_statements(at_most=1):
        assert len(pack.lessons) == 2
