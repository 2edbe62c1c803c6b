"""Search over lessons, steps, explained words and help."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.words import LONGEST_QUERY, MOST_WORDS, is_found, query_words, words_in
from tests.factories.helplines import make_channel
from tests.factories.lessons import lesson_data, make_lesson
from tests.statements import data_statements

pytestmark = pytest.mark.usefixtures("tasks_at_once")


def look_for(client, query, language="ko") -> str:
    response = client.get(f"/{language}/search/?{urlencode({'q': query})}")
    assert response.status_code == 200
    return response.text


def lesson_with(code="M1", *, text, language="ko", **changes):
    """A lesson whose first step says `text`."""
    steps = lesson_data(code, language)["steps"]
    steps[0]["body"][0]["text"] = f"<p>{text}</p>"
    return make_lesson(code, language, steps=steps, **changes)


@pytest.fixture
def lesson(db):
    return lesson_with(text="피자 반쪽은 분수의 <strong>한 가지</strong> 보기예요.")


@pytest.mark.parametrize(
    "query", ["분수", "분수의", " 분수 ", "피자 분수", "분수!", "(분수)|&:*'\\"]
)
def test_search_finds_a_word_by_its_beginning_and_leads_to_the_step(client, lesson, query):
    page = look_for(client, query)
    assert f'href="{lesson.url}?step=1"' in page
    assert "중학교" in page


@pytest.mark.parametrize("query", ["수의", "분수는", "피자 없는말", "strong"])
def test_search_without_a_fitting_word_says_so_and_offers_a_way_on(client, lesson, query):
    page = look_for(client, query)
    assert "찾은 것이 없어요" in page and 'href="/ko/help/"' in page
    assert lesson.url not in page


def test_search_finds_titles_summaries_and_explained_words(client, db):
    lesson = make_lesson(title="소문 멈추기", summary="헛소문을 세웁니다.")
    assert f'href="{lesson.url}"' in look_for(client, "소문")
    assert f'href="{lesson.url}"' in look_for(client, "헛소문")
    assert "설명한 낱말" in look_for(client, "ai")


def test_search_finds_help_by_number_and_by_what_it_is_for(client, db):
    make_channel()
    for query in ("900", "이야기", "상담"):
        assert "상담 전화 900" in look_for(client, query)


def test_search_in_english_takes_any_case_and_stays_in_its_language(client, db):
    korean, english = make_lesson(), make_lesson(language="en")
    page = look_for(client, "REAL mad", "en")
    assert english.url in page and korean.url not in page
    assert "Nothing found" in look_for(client, "진짜", "en")


def test_search_shows_neither_drafts_nor_what_only_teachers_read(client, db):
    notes = {**lesson_data()["teacher"], "watch_for": "<p>비밀스러운 안내</p>"}
    lesson = lesson_with("E1", text="공개된 글", teacher=notes, family_letter="<p>편지글</p>")
    lesson.title = "초안 제목"
    lesson.save_revision()
    for query in ("비밀스러운", "편지글", "초안"):
        assert lesson.url not in look_for(client, query)
    lesson.unpublish()
    assert lesson.url not in look_for(client, "공개된")


def test_publication_is_searched_at_once(client, lesson):
    lesson.summary = "나눗셈 이야기"
    lesson.save_revision().publish()
    assert lesson.url in look_for(client, "나눗셈")


def test_search_without_a_question_shows_the_form_alone(client, db):
    page = client.get("/ko/search/").text
    assert 'name="q"' in page and "찾은 것이 없어요" not in page


@pytest.mark.parametrize(
    "query",
    [
        "\0",
        "분\0수",
        "\ud800",
        "'; DROP TABLE x;--",
        "%",
        "a" * 5000,
        "a & b | !c <-> d",
        "<b>x</b>",
    ],
)
def test_t108_hostile_query_is_answered_like_any_other(client, lesson, query):
    address = "/ko/search/?" + urlencode({"q": query}, errors="surrogatepass")
    response = client.get(address)
    assert response.status_code == 200
    assert "<b>x</b>" not in response.text
    assert f'value="{"a" * (LONGEST_QUERY + 1)}' not in response.text


@given(st.text(st.characters(), max_size=300))
def test_t108_words_of_any_text_are_few_short_and_plain(text):
    words = query_words(text)
    assert len(words) <= MOST_WORDS
    assert all(word.isalnum() for word in words)
    assert all(len(word) <= 18 * LONGEST_QUERY for word in words)


@pytest.mark.parametrize("text", ["a" * 300_000, "_" * 300_000, "aaaa ! 가 " * 40_000])
def test_t108_reading_words_of_a_long_text_does_not_backtrack(text):
    """A pattern that backtracks over such a text is at it for hours."""
    assert set("".join(words_in(text))) <= {"a", "가"}


def test_every_wanted_word_must_begin_some_word():
    assert is_found(["분수", "피"], "피자와 분수의 크기")
    assert not is_found(["분수", "자와"], "피자와 분수의 크기")


def test_search_costs_three_statements_whatever_it_finds(client, lesson):
    make_channel()
    for code in ("E1", "H1"):
        lesson_with(code, text="분수의 또 다른 보기")
    look_for(client, "분수")
    with data_statements(at_most=3):
        look_for(client, "분수")
    with data_statements(at_most=0):
        client.get("/ko/search/?q=!!!")
