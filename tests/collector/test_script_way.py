"""The survey with JavaScript, in a real browser: one request, nothing kept, an equal look."""

import pytest

from reporting import codes
from reporting.collector.models import Answer
from tests.collector.equal_path import WALK

pytestmark = pytest.mark.django_db(databases=["survey"], transaction=True)
NEXT = "[data-action=next]"


def begin(page, server: str, given, *, path: str = "/ko/m/", place: int = 0) -> None:
    """Open the survey and pass the code."""
    page.goto(server + path)
    level = path[-2].upper()
    page.fill("#q-code", codes.for_print(given.codes[f"B10-{level}"][place]))
    page.click(NEXT)


def walk(page, choices: dict) -> list[tuple[str, int, str]]:
    """Answer every question by script; returns number, height and title of every page."""
    return [tuple(one) for one in page.evaluate(WALK, choices)]


def walk_by_hand(page, choices: dict) -> list[str]:
    """Answer every question on the way to the check page with the mouse; returns the questions."""
    seen = []
    while page.locator(".survey[data-stage=questions]").count():
        question = page.locator("[data-current]").get_attribute("data-question")
        for code in choices.get(question, []):
            page.locator(f"[data-current] input[value='{code}']").check()
        seen.append(question)
        page.click(NEXT)
    return seen


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("/ko/m/", ["시작하기 전에", "질문", "답 확인하기", "끝"]),
        ("/en/m/", ["Before you begin", "Questions", "Check your answers", "The end"]),
    ],
)
def test_t71_titles_fit_the_page_and_are_the_same_for_every_question(
    new_page, survey_server, round_with_codes, path, titles
):
    page = new_page()
    page.goto(survey_server + path)
    seen = [page.title()]
    begin(page, survey_server, round_with_codes, path=path)
    seen += [title for _, _, title in walk(page, {})]
    page.click(NEXT)
    page.wait_for_selector(".survey[data-stage=done]")
    seen.append(page.title())
    assert [title.partition(" – ")[0].strip() for title in dict.fromkeys(seen)] == titles
    assert len({title.partition(" – ")[2].strip() for title in seen}) == 1


def answers_in(given) -> dict:
    return given.open_sealed(Answer.objects.get().ciphertext, "B10-M")["answers"]


AFFECTED = {"Q10": ["yes"], "Q19": ["nobody"], "Q20": ["shame", "blame"], "Q27": ["delete"]}


def test_survey_walked_through_stores_one_row_with_one_request(
    new_page, survey_server, round_with_codes
):
    page = new_page()
    begin(page, survey_server, round_with_codes)
    requests = []
    page.on("request", lambda request: requests.append((request.method, request.url)))
    walk_by_hand(page, AFFECTED)
    shown = page.locator("[data-row]").text_content()
    page.click(NEXT)
    page.wait_for_selector(".survey[data-stage=done]")
    assert requests == [("POST", f"{survey_server}/send/")]
    stored = answers_in(round_with_codes)
    assert stored["Q20"] == ["blame", "shame"] and "Q21" not in stored
    assert str(stored).replace("'", '"').replace(" ", "").replace("None", "null") in shown
    assert "shame" not in page.content().partition("data-texts")[2].partition("data-lines")[2]


def test_t71_pages_of_different_answers_are_equally_high(new_page, survey_server, round_with_codes):
    heights = set()
    for place, choices in enumerate([{}, AFFECTED, {"Q10": ["no"], "Q11": ["friend"]}]):
        page = new_page()
        begin(page, survey_server, round_with_codes, place=place)
        *questions, _check = walk(page, choices)
        heights |= {height for _, height, _ in questions}
    assert len(heights) == 1


def test_i13_every_answer_is_sent_in_a_message_of_one_length(
    new_page, survey_server, round_with_codes
):
    lengths = set()
    for place, (path, choices) in enumerate(
        [("/ko/m/", {}), ("/en/m/", AFFECTED), ("/ko/m/", {"Q2": ["na"], "Q8": ["video"]})]
    ):
        page = new_page()
        page.on("request", lambda request: lengths.add(len(request.post_data or "")))
        begin(page, survey_server, round_with_codes, path=path, place=place)
        walk(page, choices)
        page.click(NEXT)
        page.wait_for_selector(".survey[data-stage=done]")
    assert len(lengths - {0}) == 1


def test_answer_sent_again_after_a_lost_reply_is_stored_once(
    new_page, survey_server, round_with_codes
):
    page = new_page()
    begin(page, survey_server, round_with_codes)
    walk(page, {"Q2": ["1"]})
    replies = iter(["lost"])

    def lose_first_reply(route):
        route.fetch()
        route.abort() if next(replies, None) else route.continue_()

    page.route("**/send/", lose_first_reply)
    page.click(NEXT)
    page.get_by_text("답은 아직 이 화면에만 있어요").wait_for()
    assert page.locator(NEXT).text_content() == "다시 보내기"
    page.click(NEXT)
    page.wait_for_selector(".survey[data-stage=done]")
    assert answers_in(round_with_codes)["Q2"] == "1"


def test_unknown_code_is_said_at_its_field_and_the_answers_stay(
    new_page, survey_server, round_with_codes
):
    page = new_page()
    page.goto(f"{survey_server}/ko/m/")
    page.fill("#q-code", codes.draw(1)[0])
    page.click(NEXT)
    walk(page, {"Q2": ["2"]})
    page.click(NEXT)
    page.get_by_text("모르는 코드예요").wait_for()
    page.fill("#q-code-again", round_with_codes.codes["B10-M"][0])
    page.click(NEXT)
    page.wait_for_selector(".survey[data-stage=done]")
    assert answers_in(round_with_codes)["Q2"] == "2"


def test_mistyped_code_is_noticed_before_the_first_question(
    new_page, survey_server, round_with_codes
):
    page = new_page()
    page.goto(f"{survey_server}/en/h/")
    page.fill("#q-code", "4K7M-92XD-PQ3RU")
    page.click(NEXT)
    page.get_by_text("This code has a typing error").wait_for()
    assert page.locator(".survey[data-stage=start]").count() == 1


def test_boxes_keep_to_the_rules_while_choosing(new_page, survey_server, round_with_codes):
    page = new_page()
    begin(page, survey_server, round_with_codes)
    chosen = "id => new FormData(document.querySelector('.survey')).getAll(id)"
    while page.locator("[data-current]").get_attribute("data-question") != "Q8":
        page.click(NEXT)
    for code in ("class", "video", "none", "online"):
        page.locator(f"[data-current] input[value={code}]").check()
    assert page.evaluate(chosen, "Q8") == ["online"]
    while page.locator("[data-current]").get_attribute("data-question") != "Q27":
        page.click(NEXT)
    for code in ("lesson", "anon", "delete"):
        page.locator(f"[data-current] input[value={code}]").check()
    page.locator("[data-current] input[value=punish]").click()
    assert page.evaluate(chosen, "Q27") == ["lesson", "anon", "delete"]
    assert "3개까지" in page.locator("[data-status]").text_content()


def test_previous_leads_back_along_the_path_with_answers_kept(
    new_page, survey_server, round_with_codes
):
    page = new_page()
    begin(page, survey_server, round_with_codes)
    there = walk_by_hand(page, {"Q10": ["no"]})
    back = []
    while page.locator(".survey[data-stage=start]").count() == 0:
        page.click("[data-action=previous]")
        if page.locator(".survey[data-stage=questions]").count():
            back.append(page.locator("[data-current]").get_attribute("data-question"))
    assert back == there[::-1]
    assert page.locator("input[name=Q10][value=no]").is_checked()


@pytest.mark.parametrize("way", ["button", "keys", "second link"])
def test_t72_leaving_shows_a_calendar_and_nothing_comes_back(
    new_page, survey_server, round_with_codes, way
):
    page = new_page()
    begin(page, survey_server, round_with_codes)
    page.locator("[data-current] input").first.check()
    if way == "button":
        page.locator("[data-exit-link]").first.click()
    elif way == "second link":
        page.locator("[data-exit-link]").last.click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/ko/calendar/")
    assert "조사" not in page.title()
    page.go_back()
    assert page.locator("input:checked").count() == 0
    opened_again = page.context.new_page()
    opened_again.goto(f"{survey_server}/ko/m/")
    assert opened_again.locator("input:checked").count() == 0
    assert opened_again.locator("#q-code").input_value() == ""


def test_t73_browser_keeps_nothing(new_page, survey_server, round_with_codes):
    page = new_page()
    begin(page, survey_server, round_with_codes)
    entries = page.evaluate("history.length")
    walk(page, AFFECTED)
    page.click(NEXT)
    page.wait_for_selector(".survey[data-stage=done]")
    state = page.context.storage_state(indexed_db=True)
    assert (state["cookies"], state["origins"]) == ([], [])
    assert page.evaluate("[sessionStorage.length, history.length]") == [0, entries]
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_cover_hides_the_question_and_shows_it_again(new_page, survey_server, round_with_codes):
    page = new_page()
    begin(page, survey_server, round_with_codes)
    opacity = "getComputedStyle(document.querySelector('.survey__questions')).opacity"
    page.click("[data-action=veil]")
    assert page.evaluate(opacity) == "0"
    page.get_by_role("button", name="다시 보기").click()
    assert page.evaluate(opacity) == "1"
