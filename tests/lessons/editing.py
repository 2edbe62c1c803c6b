"""A small lesson in both languages, and an editor's browser to change it with."""

from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from lessons.models import LessonPage
from tests.factories.lessons import lesson_data, make_lesson


def small_lesson(language: str = "ko", **changes) -> LessonPage:
    """A live lesson of one step of 12 minutes that holds a help box; make the Korean one first."""
    step = lesson_data(language=language)["steps"][2]
    step = {**step, "minutes": 12, "body": step["body"][2:]}
    return make_lesson(language=language, **{"steps": [step], **changes})


def korean() -> LessonPage:
    return LessonPage.objects.in_language("ko").get()


def english() -> LessonPage:
    return LessonPage.objects.in_language("en").get()


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_data(lesson, **changes) -> dict:
    """What the editing page sends for a lesson, its steps and blocks under their ids."""
    none = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 9}
    return nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "summary": lesson.summary,
            "lesson_code": lesson.lesson_code,
            "level": lesson.level,
            "topic": lesson.topic,
            "order": "1",
            "minutes": str(lesson.minutes),
            "objectives": streamfield([]),
            "steps": steps_form(lesson),
            "teacher_notes": streamfield([]),
            "family_letter": rich_text("<p>편지</p>"),
            "comments": none,
            **changes,
        }
    )


def steps_form(lesson) -> dict:
    """The form of a small lesson's one step and its help box, both under their ids."""
    (step,) = lesson.steps.raw_data
    body = streamfield([(block["type"], block["value"]) for block in step["value"]["body"]])
    for place, block in enumerate(step["value"]["body"]):
        body[str(place)]["id"] = block["id"]
    value = {"title": step["value"]["title"], "minutes": step["value"]["minutes"], "body": body}
    form = streamfield([("step", value)])
    form["0"]["id"] = step["id"]
    return form
