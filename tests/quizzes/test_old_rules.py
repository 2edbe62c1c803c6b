"""Rules of django-quiz-app that ours keeps: attempts on record, pass marks, own templates.

The numbers are those of docs/testing.md.
"""

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from django.template.loaders.locmem import Loader as MemoryLoader
from django.urls import reverse

from quizzes.actions import start_attempt, submit_attempt
from quizzes.models import Attempt
from tests.factories.quizzes import (
    make_attempt,
    make_edition,
    make_edition_of_every_kind,
    make_question,
    make_quiz,
    uuid_of,
)
from tests.fixtures_schools import client_of

pytestmark = pytest.mark.django_db


def page(attempt, name: str, *args) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("allows_practice", [True, False])
def test_b05_the_only_attempt_of_a_quiz_is_kept_on_record(student, allows_practice):
    edition = make_edition(attempt_limit=1, allows_practice=allows_practice)
    own = {"student": student, "occasion": uuid_of("occasion"), "edition": edition}
    only = start_attempt(**own)
    submit_attempt(attempt_id=only.pk, student=student)
    again = start_attempt(**own, may_repeat=True)
    assert [each.pk for each in Attempt.objects.counting()] == [only.pk]
    assert (again == only, again.is_practice) == (not allows_practice, allows_practice)


@pytest.mark.parametrize("pass_mark", [0, 60, 100])
def test_b06_a_pass_mark_is_a_percentage_and_none_by_default(pass_mark):
    quiz = make_quiz([make_question()], pass_mark=pass_mark)
    quiz.full_clean()
    assert type(quiz)().pass_mark == 0


@pytest.mark.parametrize("pass_mark", [-1, 101])
def test_b06_a_pass_mark_beyond_a_percentage_is_refused_in_words(pass_mark):
    quiz = make_quiz([make_question()])
    quiz.pass_mark = pass_mark
    with pytest.raises(ValidationError) as refusal:
        quiz.full_clean()
    assert "pass_mark" in refusal.value.message_dict


@pytest.fixture
def own_templates(monkeypatch):
    """Templates of a deployment of its own, which go before ours."""
    engine = engines["django"].engine
    own: dict[str, str] = {}
    loaders = [MemoryLoader(engine, own), *engine.template_loaders]
    monkeypatch.setitem(engine.__dict__, "template_loaders", loaders)
    return own


def test_b32_a_deployment_may_show_a_result_its_own_way(student_client, attempt, own_templates):
    submit_attempt(attempt_id=attempt.pk, student=attempt.student)
    own_templates["quizzes/result.html"] = "OWN {{ sitting.title }} {{ sitting.percent }}"
    assert text_of(student_client.get(page(attempt, "result"))) == "OWN 퀴즈 0"


def test_b32_a_deployment_may_say_its_own_way_that_once_was_enough(student, own_templates):
    edition = make_edition(attempt_limit=1, allows_practice=False)
    attempt = make_attempt(student, edition, occasion=uuid_of("occasion"))
    submit_attempt(attempt_id=attempt.pk, student=student)
    own_templates["quizzes/start.html"] = "OWN {{ turn }} {{ attempt.pk }}"
    response = client_of(student).get(reverse("quizzes:start", args=[uuid_of("occasion")]))
    assert text_of(response) == f"OWN none {attempt.pk}"


@pytest.mark.parametrize("form", ["choice", "order", "match", "text", "spot"])
def test_b32_right_answers_of_each_form_have_a_template_of_their_own(student, own_templates, form):
    attempt = make_attempt(student, make_edition_of_every_kind(), occasion=uuid_of("occasion"))
    submit_attempt(attempt_id=attempt.pk, student=student)
    own_templates[f"quizzes/marked/{form}.html"] = f"[own {form}: {{{{ item.stem }}}}]"
    text = text_of(client_of(student).get(page(attempt, "result")))
    assert f"[own {form}: " in text
