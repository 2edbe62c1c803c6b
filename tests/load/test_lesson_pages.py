"""How many lesson pages a core serves, beside Wagtail's own default page in the same run.

Run with `make bench-lessons`. Prints requests per CPU second and their ratios; the bars are four
times the default page for a signed-in student's step and ten times for anybody's public page.
"""

import time
from collections.abc import Callable

import pytest
from django.template import engines
from django.template.base import Template
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from helplines.actions import load_help_channels
from lessons.actions import ensure_site_tree
from lessons.models import LessonPage
from tests.factories.curriculum import make_assignment, step_of
from tests.fixtures_schools import client_of

ROUNDS, A_ROUND = 7, 60


def per_cpu_second(ask: Callable[[], object]) -> float:
    """Requests per second of this process's CPU: the median of several rounds."""
    ask()
    rates = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(A_ROUND):
            ask()
        rates.append(A_ROUND / (time.process_time() - begun))
    return sorted(rates)[ROUNDS // 2]


# As in Wagtail's own project template (8.0), sessions and languages included.
DEFAULT_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
]


def plain_template() -> Template:
    """The shape of the home page of a new Wagtail project."""
    source = (
        "{% load wagtailcore_tags wagtailuserbar %}<!DOCTYPE html><html><head>"
        "<title>{{ page.title }}</title></head><body><h1>{{ page.title }}</h1>"
        '{% for child in page.get_children.live %}<a href="{% pageurl child %}">{{ child.title }}'
        "</a>{% endfor %}{% wagtailuserbar %}</body></html>"
    )
    return engines["django"].from_string(source)


@pytest.fixture
def default_rate(db, settings):
    """What Wagtail's default page reaches under its default middleware."""
    ours, settings.MIDDLEWARE = settings.MIDDLEWARE, DEFAULT_MIDDLEWARE
    home = ensure_site_tree()["ko"]
    page = home.add_child(instance=Page(title="Welcome", slug="welcome"))
    client, address, template = Client(), page.url, plain_template()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "get_template", lambda *args, **kwargs: template)
        assert b"<h1>Welcome</h1>" in client.get(address).content
        rate = per_cpu_second(lambda: client.get(address))
    settings.MIDDLEWARE = ours
    return rate


def test_lesson_pages_beside_the_default_page(default_rate, classroom, student, teacher):
    load_help_channels()
    assignment = make_assignment(classroom, by=teacher)
    step = step_of(assignment, "lesson")
    student_client, public = client_of(student), Client()
    step_address = reverse("curriculum:lesson-step", args=[assignment.pk, step.key, 2])
    public_address = LessonPage.objects.in_language("ko").get().url + "?step=2"
    assert student_client.get(step_address).status_code == 200
    assert public.get(public_address).status_code == 200
    signed_in = per_cpu_second(lambda: student_client.get(step_address))
    anybody = per_cpu_second(lambda: public.get(public_address))
    print(f"\nrequests per CPU second: Wagtail's default page {default_rate:.0f}")
    print(f"step of a signed-in student {signed_in:.0f} ({signed_in / default_rate:.1f} times)")
    print(f"public page {anybody:.0f} ({anybody / default_rate:.1f} times)")
    assert signed_in >= 4 * default_rate
    assert anybody >= 10 * default_rate
