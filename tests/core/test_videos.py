"""Uploaded videos and their captions."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from core.media.captions import caption_problems
from core.media.videos import VideoRefused, video_ending
from tests.factories.media import CAPTIONS, MP4, WEBM

MATROSKA = WEBM.replace(b"\x42\x82\x84webm", b"\x42\x82\x88matroska")


@pytest.mark.parametrize(("data", "ending"), [(WEBM, ".webm"), (MP4, ".mp4")])
def test_video_is_told_by_its_bytes_whatever_its_name(data, ending):
    assert video_ending(ContentFile(data, name="../evil.html")) == ending


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown_kind"),
        (b"<html><script>alert(1)</script>", "unknown_kind"),
        (MATROSKA, "unknown_kind"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "unknown_kind"),
        (WEBM + b"\0" * 15_000_000, "too_many_bytes"),
        (MP4 + b"\xa9xyz\x00\x12\x15\xc7+37.5665+126.9780/", "place_of_filming"),
        (MP4 + b"com.apple.quicktime.location.ISO6709", "place_of_filming"),
    ],
)
def test_t105_other_kinds_large_files_and_places_are_refused(data, code):
    with pytest.raises(VideoRefused) as refused:
        video_ending(ContentFile(data, name="a.webm"))

    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        CAPTIONS,
        "\ufeff" + CAPTIONS.replace("\n", "\r\n"),
        "WEBVTT - 종이배\n\nfirst\n00:00:01.000 --> 00:00:02.000 line:80%\n"
        "<v 하늘>안녕</v>\n둘째 줄",
        "WEBVTT\n\n00:00.000 --> 00:02.000\n가\n\n\n00:01.500 --> 01:00:03.000\n나 & 다\n",
    ],
)
def test_captions_of_plain_webvtt_pass(text):
    assert caption_problems(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip", "WEBVTT"),
        ("WEBVTT\n\n", "없"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\n가", "3"),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\n가", "3"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\n가\n\n00:01.000 --> 00:02.000\n나", "6"),
        ("WEBVTT\n\n00:00.000 --> 00:02.000\n\n말", "3"),
        ("WEBVTT\n\nSTYLE\n::cue { background: url(//x) }", "3"),
        ("WEBVTT\n\n00:00.000 --> 00:02.000\n<img src=x onerror=alert(1)>", "4"),
        ("WEBVTT\n\n00:00.000 --> 00:02.000\n" + "가" * 100_001, "100,000"),
    ],
)
def test_captions_that_cannot_be_shown_are_named_by_line(text, words):
    problems = caption_problems(text)

    assert problems and words in " ".join(problems)


@given(st.text(alphabet="WEBVT\n-> 0:.1<b가&", max_size=80))
def test_captions_of_any_text_get_an_answer(text):
    assert isinstance(caption_problems("WEBVTT\n\n" + text), list)
