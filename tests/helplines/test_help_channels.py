"""Help channels: loaded once, shown everywhere, there even without a database."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from helplines.actions import load_help_channels, strip_for_bundle
from helplines.context_processors import help_strip
from helplines.directory import strip_for
from helplines.models import HelpChannel
from helplines.records import (
    BANDS,
    CONTENT_FILE,
    FIELD_NAMES,
    Channel,
    ChannelFileRefused,
    read_channels,
)
from tests.factories.helplines import make_channel


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def broken_database():
    """Every statement fails, as with a server that went away."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        yield


def phones(strip):
    return [channel["phone"] for channel in strip]


@pytest.mark.django_db
def test_loading_twice_writes_once():
    count = len(read_channels())

    assert load_help_channels() == {"written": count, "unchanged": 0}
    assert load_help_channels() == {"written": 0, "unchanged": count}


@pytest.mark.django_db
def test_loading_does_not_overwrite_what_an_editor_checked_later():
    load_help_channels()
    HelpChannel.objects.filter(key="1388").update(phone="1389", checked_on=date(2027, 1, 5))

    load_help_channels()

    assert HelpChannel.objects.get(key="1388").phone == "1389"


@pytest.mark.django_db
def test_loading_a_record_checked_later_replaces_the_old_one(tmp_path):
    load_help_channels()
    newer = tmp_path / "help_channels.csv"
    source = CONTENT_FILE.read_text("utf-8")
    newer.write_text(source.replace("2026-11-22", "2026-12-01").replace("#0117", "#0118"), "utf-8")

    assert load_help_channels(path=newer)["unchanged"] == 0
    assert HelpChannel.objects.get(key="117").text_number == "#0118"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026-11-22", "yesterday", "line 2: Invalid isoformat"),
        ("key,sort", "id,sort", "columns must be"),
        ("112,1,경찰 긴급신고", "112,1,", "name_ko must not be empty"),
        (',"E,M,H",yes', ',"E,X",yes', "show_to_bands knows"),
        (",yes,", ",maybe,", "is_in_strip must be yes or no"),
    ],
)
def test_loading_a_broken_file_names_the_line_and_writes_nothing(tmp_path, old, new, message):
    path = tmp_path / "help_channels.csv"
    path.write_text(CONTENT_FILE.read_text("utf-8").replace(old, new), "utf-8")

    with pytest.raises(ChannelFileRefused, match=message):
        load_help_channels(path=path)

    assert not HelpChannel.objects.exists()


def test_content_file_holds_nothing_the_facts_mark_as_unverified():
    by_key = {channel.key: channel for channel in read_channels()}

    assert not {"dstop", "moe", "sunflower", "d4youth", "seoul", "gg", "cb"} & set(by_key)
    assert by_key["d4u"].hours_ko == by_key["spo"].hours_ko == by_key["1395"].hours_ko == ""
    assert "117CHAT" not in by_key["117"].chat_ko
    assert by_key["112"].text_number == ""


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        ("", ["112", "117", "1366", "1388"]),
        ("E", ["112", "117", "1388"]),
        ("M", ["112", "117", "1366", "1388"]),
        ("H", ["112", "117", "1366", "1388"]),
    ],
)
@pytest.mark.django_db
def test_strip_of_a_band_shows_its_numbers_in_order(band, expected):
    assert phones(strip_for(band, "ko")) == expected
    load_help_channels()
    assert phones(strip_for(band, "ko")) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("ko", "학교폭력 신고·상담"), ("en", "School violence")]
)
def test_strip_speaks_the_pages_language(client, language, title):
    page = client.get(f"/{language}/help/").content.decode()

    assert title in page
    assert f'href="/{language}/help/"' in page


@pytest.mark.django_db
def test_pages_after_the_first_ask_nothing_for_the_strip(client, django_assert_num_queries):
    load_help_channels()
    client.get(reverse("helplines:help"))

    with django_assert_num_queries(0):
        response = client.get(reverse("helplines:help"))

    assert "1366" in response.content.decode()


@pytest.mark.django_db
def test_saving_a_channel_shows_on_the_next_page(client):
    channel = make_channel(phone="901")
    assert "901" in client.get(reverse("helplines:help")).content.decode()

    channel.phone = "902"
    channel.save()
    assert "902" in client.get(reverse("helplines:help")).content.decode()

    channel.delete()
    assert "902" not in client.get(reverse("helplines:help")).content.decode()


@pytest.mark.django_db
def test_channel_in_the_strip_needs_a_number():
    with pytest.raises(IntegrityError, match="helplines_helpchannel_in_strip_has_phone"):
        make_channel(phone="")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["help", "leave", "neutral"])
def test_t95_help_is_served_while_the_database_is_down(client, broken_database, name):
    response = client.get(reverse(f"helplines:{name}"))

    assert response.status_code == 200
    assert name == "neutral" or "1366" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["student_client", "teacher_client"])
def test_t95_help_is_served_to_the_signed_in_while_the_database_is_down(request, who):
    browser = request.getfixturevalue(who)

    def refuse(execute, sql, params, many, context):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        response = browser.get(reverse("helplines:help"))

    assert response.status_code == 200 and "117" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("level", "has_1366"), [("E", False), ("M", True)])
def test_strip_follows_the_level_of_the_signed_in_student(rf, student, level, has_1366):
    request = rf.get("/")
    student.classroom.school.level = level
    request.student = student

    assert ("1366" in phones(help_strip(request)["help_strip"]())) is has_1366


@pytest.mark.django_db
def test_help_page_shows_nobody_who_is_reading_it(student_client, student):
    page = student_client.get(reverse("helplines:help")).content.decode()

    assert str(student.classroom) not in page and "번 아니에요?" not in page
    assert student_client.get("/ko/").status_code in (200, 302)
    assert student_client.session  # the sign-in itself is kept


@pytest.mark.django_db
def test_help_page_offers_numbers_as_links_and_the_way_out_first(client):
    page = client.get(reverse("helplines:help")).content.decode()

    for phone in ("112", "117", "1366", "1388", "02-735-8994"):
        assert f'href="tel:{phone}"' in page
    assert "1395" not in page  # for teachers
    assert page.index(reverse("helplines:neutral")) < page.index("<h1")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ko", "en"])
def test_neutral_page_says_nothing_of_the_service_or_its_subject(client, language):
    page = client.get(f"/{language}/formulas/").content.decode().lower()

    for word in ("안전", "safety", "도움", "help", "117", "1366", "deepfake", "딥페이크", "나가기"):
        assert word not in page


@pytest.mark.django_db
def test_lines_for_the_survey_carry_both_languages_and_only_the_strip():
    lines = strip_for_bundle()

    assert [line["phone"] for line in lines] == ["112", "117", "1366", "1388"]
    assert lines[1]["text_number"] == "#0117"
    assert all(
        line[f"{name}_{code}"]
        for line in lines
        for name in ("name", "hours")
        for code in ("ko", "en")
    )


@given(st.sets(st.sampled_from(BANDS), min_size=1), st.sampled_from(("", *BANDS)))
def test_channel_is_shown_to_exactly_its_bands(bands, asked):
    blank = {name: "" for name in FIELD_NAMES}
    channel = Channel(**{**blank, "show_to_bands": ",".join(sorted(bands))})

    assert channel.is_for(asked) == (asked in bands if asked else bands != {"S"})
