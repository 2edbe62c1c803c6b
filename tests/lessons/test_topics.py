"""One topic, a lesson for each level: whoever opens one finds the others."""

import pytest

from lessons.actions import CONTENT_FOLDER, read_folder
from lessons.models import LessonPage
from tests.factories.lessons import make_lesson

pytestmark = pytest.mark.django_db


def test_lessons_of_a_topic_lead_to_its_lessons_for_other_levels(client):
    elementary, high = make_lesson("E1"), make_lesson("H1", title="생성형 AI와 신뢰")
    make_lesson("M2", topic="law", title="장난과 범죄의 선")

    page = client.get(elementary.url).content.decode()

    assert high.url in page and "생성형 AI와 신뢰" in page
    assert "장난과 범죄의 선" not in page


def test_variants_leave_out_drafts_the_same_level_and_lessons_without_a_topic():
    middle = make_lesson("M1")
    make_lesson("H1").unpublish()
    make_lesson("M3")

    assert not middle.variants().exists()
    make_lesson("E2", topic="")
    assert not LessonPage(topic="", level="H", locale=middle.locale).variants().exists()


def test_shipped_lessons_have_checking_law_and_help_for_more_than_one_level():
    levels: dict[str, set[str]] = {}
    for lesson in read_folder(CONTENT_FOLDER):
        levels.setdefault(lesson["topic"], set()).add(lesson["level"])

    assert levels["checking"] == levels["help"] == {"E", "M", "H"}
    assert levels["law"] == levels["bystander"] == {"M", "H"}
