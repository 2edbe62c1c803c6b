"""LTI 1.3: a module launched from a school's learning platform, by learners and by teachers."""

import io
import json
import runpy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse
from jwcrypto.jwk import JWK
from jwcrypto.jwt import JWT
from lti_tool.models import LtiDeployment, LtiRegistration, LtiUser

from config import env
from core.models import AuditEntry
from curriculum.exchange.lti import digest
from curriculum.models import LtiCourse, LtiLaunch, LtiSeat
from schools.actions import delete_classrooms
from schools.models import Classroom, Student
from tests.curriculum.lti_platform import (
    CLAIM,
    CLIENT_ID,
    DEEP_LINKING,
    LAUNCH_URL,
    MAIL,
    NAME,
    LearningPlatform,
)
from tests.factories.curriculum import give_to_group, step_of
from tests.factories.schools import ClassroomFactory, let_teach
from tests.fixtures_schools import client_past_password
from tests.house.world import routes

PIN = "123456"


@pytest.fixture(scope="module")
def _server():
    server = LearningPlatform()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def platform(_server, db):
    """A registered platform."""
    _server.register()
    return _server


@pytest.fixture
def course(platform, classroom, teacher):
    """The platform's course, linked with `classroom`, whose first student has a known PIN."""
    student = classroom.students.get(number=1)
    student.give_pin(PIN)
    student.save()
    deployment = LtiDeployment.objects.get()
    place = str(deployment.registration.uuid), "1"
    return LtiCourse.objects.create(
        deployment=deployment,
        course_digest=digest("course", *place, "course-1"),
        classroom=classroom,
        linked_by=teacher,
    )


@pytest.fixture
def custom(assignment):
    """The custom parameters of a link to the module."""
    return {CLAIM + "custom": {"module": str(assignment.module.translation_key)}}


def is_refused(response) -> bool:
    return response.status_code == 303 and response.url.endswith("/lti/not-opened/")


def come(client, platform, role="Learner", **changed):
    """Launch, and let the browser follow as far as it goes."""
    return client.get(platform.launch(client, role, **changed).url, follow=True)


def type_pin(client, platform, pin=PIN, number=1, **changed):
    page = come(client, platform, **changed)
    address = page.redirect_chain[-1][0]
    return client.post(address, {"number": number, "pin": pin}, follow=True)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_lti_learner_types_number_and_pin_once(
    client, platform, course, assignment, custom, language, monkeypatch
):
    monkeypatch.setattr(platform, "language", language)
    page = type_pin(client, platform, **custom)
    module = f"/{language}/modules/{assignment.pk}/"
    assert page.redirect_chain[-1][0] == module and page.status_code == 200
    again = Client()
    assert come(again, platform, **custom).redirect_chain[-1][0] == module
    assert Student.objects.get(number=1).sign_in_count == 2


def test_lti_learner_of_another_platform_account_is_asked(client, platform, course, custom):
    type_pin(client, platform, **custom)
    other = come(Client(), platform, sub="learner-8", **custom)
    assert other.redirect_chain[-1][0].endswith("/seat/")
    assert come(Client(), platform, **custom).context["student"]


def test_lti_module_that_was_not_given_leads_to_the_first_page(client, platform, course, module):
    custom = {CLAIM + "custom": {"module": str(module.translation_key)}}
    page = type_pin(client, platform, **custom)
    assert page.redirect_chain[-1][0] == reverse("curriculum:home")
    assert "선생님이 아직 이 수업을 주지 않았어요" in page.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", "여기에서는 열리지 않아요"), ("en", "This does not open from here")],
)
def test_lti_refusal_is_said_in_the_language_of_the_browser(
    client, platform, language, words, monkeypatch
):
    monkeypatch.setattr(platform, "language", language)
    refused = platform.post(client, "forged", "forged")
    assert refused.url == f"/{language}/lti/not-opened/"
    assert words in client.get(refused.url).text


def test_lti_learner_of_a_course_nobody_linked_is_led_to_the_class_code(client, platform):
    page = come(client, platform)
    assert "아직 우리 반이 준비되지 않았어요" in page.text
    assert reverse("schools:join") in page.text


def test_lti_wrong_pins_are_counted_for_student_and_launch(client, platform, course):
    page = type_pin(client, platform, pin="000000")
    assert "번호와 PIN" in page.text and not LtiSeat.objects.exists()
    assert Student.objects.get(number=1).failed_tries == 1
    LtiLaunch.objects.update(failed_tries=10)
    assert type_pin(Client(), platform).status_code == 429
    assert not LtiSeat.objects.exists()


def test_lti_remembered_student_who_left_is_not_let_in(client, platform, course, student):
    type_pin(client, platform)
    Student.objects.filter(number=1).update(left_on="2026-01-01")
    page = come(Client(), platform)
    assert page.redirect_chain[-1][0].endswith("/seat/")


def test_lti_remembered_seat_goes_with_student_link_and_platform(client, platform, course):
    type_pin(client, platform)
    seat = LtiSeat.objects.get()
    assert bytes(seat.person_digest) not in (b"", b"learner-7") and len(seat.person_digest) == 32
    LtiRegistration.objects.all().delete()
    assert not LtiSeat.objects.exists() and not LtiCourse.objects.exists()


def test_lti_seat_and_course_go_with_the_class_at_the_end_of_the_year(client, platform, course):
    type_pin(client, platform)
    classroom = course.classroom
    delete_classrooms(classroom_ids=[classroom.pk], school_year=classroom.school_year)
    assert not LtiSeat.objects.exists() and not LtiCourse.objects.exists()


def test_lti_link_pressed_back_to_is_over_and_shows_the_way(client, platform, course):
    page = type_pin(client, platform)
    assert reverse("curriculum:home") in page.redirect_chain[-1][0]
    old = client.get(reverse("lti:seat", args=[LtiLaunch.objects.get().pk]))
    assert old.status_code == 410 and reverse("curriculum:home") in old.text


def test_lti_learner_outside_the_group_comes_to_the_first_page(
    client, platform, course, classroom, teacher, module
):
    give_to_group(classroom, classroom.students.get(number=2), module=module, by=teacher)
    custom = {CLAIM + "custom": {"module": str(module.translation_key)}}
    for page in (
        type_pin(client, platform, **custom),
        come(Client(), platform, **custom),
    ):
        assert page.redirect_chain[-1][0] == reverse("curriculum:home")
        assert page.status_code == 200
        assert "선생님이 아직 이 수업을 주지 않았어요" in page.text


def test_t34_lti_course_of_a_former_year_lets_nobody_in(client, platform, course):
    type_pin(client, platform)
    page = come(Client(), platform)
    assert page.context["student"]
    Classroom.objects.update(school_year=2019)
    again = come(Client(), platform)
    assert "아직 우리 반이 준비되지 않았어요" in again.text
    assert not again.context["student"]


def test_lti_seat_page_left_open_over_the_new_year_lets_nobody_in(client, platform, course):
    address = come(client, platform).redirect_chain[-1][0]
    Classroom.objects.update(school_year=2019)
    page = client.post(address, {"number": 1, "pin": PIN}, follow=True)
    assert page.status_code == 410
    assert Student.objects.get(number=1).sign_in_count == 0


def test_lti_course_left_from_a_former_year_is_linked_anew(teacher, platform, course, classroom):
    Classroom.objects.update(school_year=2019)
    this_year = ClassroomFactory(school=classroom.school)
    let_teach(teacher, this_year)
    client = client_past_password(teacher)
    page = come(client, platform, "Instructor")
    assert f'value="{this_year.pk}"' in page.text
    assert f'value="{classroom.pk}"' not in page.text
    address = page.redirect_chain[-1][0]
    assert client.post(address, {"classroom": classroom.pk}).status_code == 200
    client.post(address, {"classroom": this_year.pk})
    assert LtiCourse.objects.get().classroom == this_year


def test_lti_keeps_no_name_no_mail_and_no_id_of_anybody(client, platform, course, custom):
    type_pin(client, platform, **custom)
    assert not LtiUser.objects.exists()
    told = (NAME, MAIL, "learner-7", "course-1", "link-1")
    kept = [
        str(value)
        for label in ("curriculum", "lti_tool", "sessions", "core", "schools")
        for model in apps.get_app_config(label).get_models()
        for row in model._default_manager.values_list()[:1000]
        for value in row
    ]
    assert kept and not [word for word in told if any(word in value for value in kept)]


def test_lti_launch_opens_only_in_the_browser_that_began_it_and_once(client, platform, course):
    address = platform.launch(client).url
    assert Client().get(address).status_code == 410
    type_pin(client, platform)
    address = platform.launch(client).url
    assert client.get(address).status_code == 302
    assert client.get(address).status_code == 410


def test_lti_launch_is_over_after_a_while(client, platform, course):
    address = platform.launch(client).url
    launch = LtiLaunch.objects.get()
    LtiLaunch.objects.update(made_at=launch.made_at - timedelta(minutes=16))
    assert client.get(address).status_code == 410
    LtiLaunch.objects.update(made_at=launch.made_at - timedelta(hours=2))
    platform.launch(client)
    assert LtiLaunch.objects.count() == 1


def test_lti_launch_answers_without_any_cookie(client, platform, course):
    """It comes without ours; setting one would sign people out of what they have open."""
    sent = platform.sign_in(client)
    posted = platform.post(client, sent["state"], platform.sign(platform.claims(sent["nonce"])))
    refused = platform.post(client, sent["state"], "x")
    assert not posted.cookies and not refused.cookies
    assert client.cookies["lti"]["samesite"] == "Lax" and client.cookies["lti"]["httponly"]


# What a token says otherwise, and why it is refused.
HOSTILE = {
    "another audience": ({"aud": "another-tool"}, "Registration not found"),
    "two audiences": ({"aud": [CLIENT_ID, "another-tool"]}, "audience"),
    "no audience": ({"aud": []}, "audience"),
    "issued to another": ({"azp": "another-tool"}, "issued to another"),
    "another issuer": ({"iss": "https://evil.example"}, "Registration not found"),
    "expired": ({"exp": 1_700_000_000}, "ExpiredSignature"),
    "without an end": ({"exp": None}, "MissingRequiredClaim"),
    "from the future": ({"iat": 4_000_000_000}, "ImmatureSignature"),
    "another nonce": ({"nonce": "guessed"}, "nonce is another"),
    "no nonce": ({"nonce": None}, "nonce is another"),
    "nobody": ({"sub": None}, "MissingRequiredClaim"),
    "unknown deployment": ({CLAIM + "deployment_id": "2"}, "find deployment"),
    "deployment no text": ({CLAIM + "deployment_id": "1\x00"}, "find deployment"),
    "no deployment": ({CLAIM + "deployment_id": None}, "deployment_id"),
    "old version": ({CLAIM + "version": "1.1"}, "version"),
    "another kind": ({CLAIM + "message_type": "LtiSubmissionReviewRequest"}, "Grade services"),
    "roles of another shape": ({CLAIM + "roles": [7]}, "another shape"),
    "link of another shape": ({CLAIM + "resource_link": "link"}, "another shape"),
    "neither teacher nor learner": ({CLAIM + "roles": []}, "neither teacher"),
    "no course": ({CLAIM + "context": None}, "no course"),
    "target outside": ({CLAIM + "target_link_uri": "https://evil.example/"}, "target outside"),
    "target elsewhere here": (
        {CLAIM + "target_link_uri": "http://localhost:8000/ko/staff/"},
        "target outside",
    ),
    "no module": ({CLAIM + "custom": {"module": "../../staff"}}, "module"),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_lti_hostile_token_opens_nothing(client, platform, how, caplog):
    claims, reason = HOSTILE[how]
    assert is_refused(platform.launch(client, **claims))
    assert reason in caplog.text and NAME not in caplog.text
    assert not LtiLaunch.objects.exists()
    assert LtiDeployment.objects.count() == 1


def test_lti_token_without_or_with_a_foreign_signature_opens_nothing(client, platform):
    sent = platform.sign_in(client)
    body = platform.claims(sent["nonce"])
    stranger = JWK.generate(kty="RSA", size=2048, kid="2026")
    secret = JWK(kty="oct", k="c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA")
    symmetric = JWT(header={"alg": "HS256", "kid": "2026"}, claims=body)
    symmetric.make_signed_token(secret)
    honest = platform.sign(body)
    unsigned = ".".join(["eyJhbGciOiJub25lIiwia2lkIjoiMjAyNiJ9", honest.split(".")[1], ""])
    tokens = {
        "foreign key": platform.sign(body, key=stranger),
        "foreign kid": platform.sign(body, key=stranger, kid="2027"),
        "shared secret": symmetric.serialize(),
        "alg none": unsigned,
        "changed": honest[:-4] + "AAAA",
        "no object": "W10.W10.x",
        "nothing": "",
    }
    for what, token in tokens.items():
        assert is_refused(platform.post(client, sent["state"], token)), what
    assert not LtiLaunch.objects.exists()


def test_lti_unknown_key_is_looked_for_again_once_a_minute_at_most(client, platform):
    before = platform.keys_asked
    for _ in range(5):
        sent = platform.sign_in(client)
        token = platform.sign(platform.claims(sent["nonce"]), kid="unknown")
        platform.post(client, sent["state"], token)
    assert platform.keys_asked - before == 2


def test_lti_replayed_launch_is_refused(client, platform):
    sent = platform.sign_in(client)
    token = platform.sign(platform.claims(sent["nonce"]))
    assert platform.post(client, sent["state"], token).status_code == 303
    assert is_refused(platform.post(client, sent["state"], token))
    assert LtiLaunch.objects.count() == 1


def test_lti_state_that_is_forged_or_of_another_sign_in_is_refused(client, platform):
    sent, other = platform.sign_in(client), platform.sign_in(client)
    token = platform.sign(platform.claims(sent["nonce"]))
    for state in ("", "forged", sent["state"] + "x", other["state"]):
        assert is_refused(platform.post(client, state, token)), state


@pytest.mark.parametrize(
    "asked",
    [
        {"iss": "https://unknown.example"},
        {"iss": "\x00"},
        {"client_id": "another"},
        {"login_hint": ""},
        {"target_link_uri": "https://evil.example/"},
        {"target_link_uri": ""},
    ],
)
def test_lti_sign_in_of_a_stranger_leads_nowhere_and_writes_nothing(client, platform, asked):
    assert platform.sign_in(client, **asked) == {}
    assert "lti" not in client.cookies


def test_lti_switched_off_platform_opens_nothing(client, platform):
    sent = platform.sign_in(client)
    LtiRegistration.objects.update(is_active=False)
    token = platform.sign(platform.claims(sent["nonce"]))
    assert is_refused(platform.post(client, sent["state"], token))


def neutral_page(response) -> str:
    assert is_refused(response)
    page = Client().get(response.url)
    assert page.status_code == 403
    return page.text


def test_survey_refuses_any_launch(client, platform, course, assignment, settings):
    """By its address, by its step in a module, by its name: one page, which knows no survey."""
    step = step_of(assignment, "survey")
    key = str(assignment.module.translation_key)
    asked = [
        {CLAIM + "target_link_uri": f"{settings.SURVEY_URL}/ko/m/"},
        {CLAIM + "target_link_uri": reverse("curriculum:survey-door", args=[assignment.pk])},
        {CLAIM + "custom": {"module": key, "step": str(step.key)}},
        {CLAIM + "custom": {"module": key, "survey": "1"}},
    ]
    pages = {neutral_page(platform.launch(client, **claims)) for claims in asked}
    target = {"iss": platform.issuer, "login_hint": "7", "target_link_uri": settings.SURVEY_URL}
    pages.add(neutral_page(client.post("/lti/login/", target)))
    assert len({page.partition("csrfmiddlewaretoken")[0] for page in pages}) == 1
    assert all(word not in page for page in pages for word in ("survey/", "설문", "조사"))
    assert not LtiLaunch.objects.exists()


def test_survey_step_given_as_a_module_leads_to_no_survey(client, platform, course, assignment):
    custom = {CLAIM + "custom": {"module": str(step_of(assignment, "survey").key)}}
    page = type_pin(client, platform, **custom)
    assert page.redirect_chain[-1][0] == reverse("curriculum:home")


def test_survey_service_has_no_way_in_for_a_launch():
    found = [str(pattern.pattern) for pattern in get_resolver("config.urls.survey").url_patterns]
    routes = [*found, *map(str, get_resolver("reporting.collector.urls").reverse_dict)]
    assert not [route for route in routes if "lti" in route or "launch" in route]


def test_lti_teacher_links_the_course_and_gives_the_module(teacher, classroom, platform, module):
    custom = {CLAIM + "custom": {"module": str(module.translation_key)}}
    client = client_past_password(teacher)
    asked = come(client, platform, "Instructor", **custom)
    assert "이 강좌는 어느 학급입니까?" in asked.text and platform.issuer not in asked.text
    page = client.post(asked.redirect_chain[-1][0], {"classroom": classroom.pk})
    assert page.url == f"{reverse('curriculum:assign', args=[classroom.pk])}?module={module.pk}"
    assert AuditEntry.objects.filter(action="curriculum.link_course", by=teacher).count() == 1
    again = come(client, platform, "Instructor", **custom)
    assert again.redirect_chain[-1][0] == page.url


def test_lti_teacher_of_a_given_module_comes_to_the_board(teacher, platform, course, custom):
    page = come(client_past_password(teacher), platform, "Instructor", **custom)
    assert page.redirect_chain[-1][0] == reverse(
        "curriculum:class-board", args=[course.classroom_id]
    )


def test_lti_teacher_signs_in_first_and_learners_never_become_teachers(client, platform, course):
    page = come(client, platform, "Instructor")
    assert "/accounts/login/" in page.redirect_chain[-1][0]
    assert "_auth_user_id" not in client.session


def test_lti_course_of_another_class_is_not_shown_to_a_teacher(platform, course, neighbours):
    _classroom, colleague, _student = neighbours
    page = come(client_past_password(colleague), platform, "Instructor")
    assert page.status_code == 403 and str(course.classroom) not in page.text


def test_lti_teacher_takes_back_seat_and_link(client, teacher, platform, course):
    type_pin(client, platform)
    browser = client_past_password(teacher)
    address = reverse("lti:courses", args=[course.classroom_id])
    assert "1번" in browser.get(address).text
    browser.post(reverse("lti:seat-forget", args=[LtiSeat.objects.get().pk]))
    assert come(Client(), platform).redirect_chain[-1][0].endswith("/seat/")
    browser.post(reverse("lti:course-unlink", args=[course.pk]))
    assert not LtiCourse.objects.exists()


def picking(**told) -> dict:
    settings = {
        "deep_link_return_url": "https://lms.example/return?course=1",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["window"],
        "data": "opaque to us",
        **told,
    }
    return {
        CLAIM + "message_type": "LtiDeepLinkingRequest",
        CLAIM + "resource_link": None,
        DEEP_LINKING + "deep_linking_settings": settings,
    }


def test_lti_teacher_picks_a_module_and_the_course_gets_a_signed_link(client, platform, module):
    asked = come(client, platform, "Instructor", **picking())
    page = client.post(asked.redirect_chain[-1][0], {"module": str(module.translation_key)})
    assert "form-action https://lms.example;" in page["Content-Security-Policy"]
    (key,) = client.get(reverse("lti-keys")).json()["keys"]
    token = JWT(jwt=page.context["token"], key=JWK(**key), expected_type="JWS")
    told = json.loads(token.claims)
    assert (told["iss"], told["aud"]) == (CLIENT_ID, [platform.issuer])
    assert told[DEEP_LINKING + "data"] == "opaque to us"
    (link,) = told[DEEP_LINKING + "content_items"]
    assert (link["url"], link["title"]) == (LAUNCH_URL, module.title)
    assert link["custom"] == {"module": str(module.translation_key)}
    assert link["window"] == {"targetName": "_blank"}
    assert "d" not in key
    assert client.post(asked.redirect_chain[-1][0]).status_code == 410


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "https://a.example; script-src *", "https://u:p@a.example/"],
)
def test_lti_picked_module_goes_to_no_odd_address(client, platform, address):
    claims = picking(deep_link_return_url=address)
    assert is_refused(platform.launch(client, "Instructor", **claims))


@pytest.mark.parametrize("data", ["a" * 5000, "\x00", {"not": "text"}])
def test_lti_data_to_send_back_is_text_of_some_length(client, platform, data):
    assert is_refused(platform.launch(client, "Instructor", **picking(data=data)))


def test_lti_learner_picks_nothing(client, platform):
    assert is_refused(platform.launch(client, **picking()))


def test_lti_switched_off_has_no_address(settings):
    def names() -> list[str]:
        patterns = runpy.run_module("config.urls.platform")["urlpatterns"]
        return [name for name, _route in routes(SimpleNamespace(url_patterns=patterns))]

    assert "lti-launch" in names() and "lti:open" in names()
    settings.LTI_ENABLED = False
    assert not [name for name in names() if name.startswith("lti")]


def test_lti_is_off_until_an_operator_says_otherwise(monkeypatch):
    monkeypatch.delenv("LTI_ENABLED")
    assert env.learning_platforms() == {"LTI_ENABLED": False, "LTI_PSEUDONYM_KEY": ""}
    monkeypatch.setenv("LTI_ENABLED", "true")
    monkeypatch.setenv("DEPLOYMENT", "production")
    with pytest.raises(ImproperlyConfigured, match="LTI_PSEUDONYM_KEY"):
        env.learning_platforms()


def register(platform, **changed) -> str:
    said = io.StringIO()
    asked = {
        "issuer": platform.issuer,
        "client_id": CLIENT_ID,
        "auth_url": f"{platform.issuer}/auth",
        "keyset_url": f"{platform.issuer}/keys",
        **changed,
    }
    options = [f"--{name.replace('_', '-')}={value}" for name, value in asked.items()]
    words = ["학교 온라인 교실", *options, "--deployment-id=1", "--deployment-id=2"]
    call_command("add_lti_platform", *words, stdout=said)
    return said.getvalue()


def test_lti_operator_registers_a_platform_once(_server, db, client):
    said = register(_server)
    assert LAUNCH_URL in said and "/lti/keys.json" in said
    assert LtiDeployment.objects.active().count() == 2
    assert AuditEntry.objects.filter(action="curriculum.add_lti_platform").exists()
    assert _server.launch(client).status_code == 303
    with pytest.raises(CommandError, match="known already"):
        register(_server)


def test_lti_operator_removes_a_platform_with_all_it_linked(client, platform, course):
    type_pin(client, platform)
    which = [f"--issuer={platform.issuer}", f"--client-id={CLIENT_ID}"]
    said = io.StringIO()
    call_command("remove_lti_platform", *which, stdout=said)
    assert "1 courses" in said.getvalue() and not LtiSeat.objects.exists()
    assert AuditEntry.objects.filter(action="curriculum.remove_lti_platform").exists()
    with pytest.raises(CommandError, match="not registered"):
        call_command("remove_lti_platform", *which)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"auth_url": "http://lms.example/auth"}, "auth_url"),
        ({"keyset_url": "ftp://lms.example/keys"}, "keyset_url"),
        ({"keyset_url": "http://127.0.0.1:1/keys"}, "cannot be read"),
        ({"issuer": "lms"}, "issuer"),
    ],
)
def test_lti_operator_hears_what_is_wrong_and_nothing_is_registered(_server, db, changed, problem):
    with pytest.raises(CommandError, match=problem):
        register(_server, **changed)
    assert not LtiRegistration.objects.exists()
