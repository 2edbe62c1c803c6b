"""Pictures, pairs and videos in a lesson: as students get them, and as files name them."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.blocks.struct_block import StructBlockValidationError

from lessons.actions import load_lessons
from lessons.blocks.media import PictureBlock, PicturePairBlock, VideoBlock
from lessons.files import lesson_of
from lessons.schema import LessonFileRefused, check_lesson
from tests.factories.lessons import lesson_data, make_lesson, uuid_of, write_lesson
from tests.factories.media import CAPTIONS, make_picture, make_video

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_folder")]


def media_step() -> dict:
    """A step with all three, and records for them."""
    first, second = str(make_picture(size=(1600, 1000)).key), str(make_picture().key)
    body = [
        {
            "id": uuid_of("image"),
            "type": "image",
            "picture": first,
            "alt": "종이배 하나",
            "decorative": False,
            "caption": "물에 뜬 종이배",
        },
        {
            "id": uuid_of("pair"),
            "type": "image_pair",
            **{"first": first, "first_alt": "하나", "first_label": "그대로"},
            **{"second": second, "second_alt": "둘", "second_label": "바꾼 것"},
            "caption": "",
        },
        {
            "id": uuid_of("video"),
            "type": "video",
            "video": str(make_video().key),
            "caption": "",
            **{"captions": ["ko"], "transcript": ["ko"]},
        },
        {"id": uuid_of("help"), "type": "help", "text": "117"},
    ]
    return {"id": uuid_of("media"), "title": "보기", "minutes": 12, "body": body}


def test_file_with_media_becomes_a_page_and_the_same_file_again(tmp_path):
    data = lesson_data(steps=[media_step()])
    check_lesson(data, "file")

    page = make_lesson(steps=data["steps"])

    assert lesson_of(page) == data


def test_file_with_a_record_that_is_not_here_is_refused_with_its_place(tmp_path):
    step = media_step()
    step["body"][2]["video"] = uuid_of("nowhere")
    write_lesson(tmp_path, lesson_data(steps=[step]))

    with pytest.raises(LessonFileRefused, match=r"steps\[0\]\.body\[2\]\.video: names a record"):
        load_lessons(folder=tmp_path)


def test_page_names_captions_of_a_video_as_its_record_has_them():
    page = make_lesson(steps=[media_step()])
    video = page.steps[0].value["body"][2].value["video"]
    video.captions_en, video.transcript_ko = CAPTIONS, " "
    video.save()

    block = lesson_of(page)["steps"][0]["body"][2]

    assert (block["captions"], block["transcript"]) == (["ko", "en"], [])


def test_picture_is_sent_in_the_width_of_the_screen(client):
    page = client.get(make_lesson(steps=[media_step()]).url + "?step=1").text
    image = re.search(r"<img[^>]*종이배 하나[^>]*>", page)[0]

    assert 'width="1280"' in image and 'height="800"' in image and 'loading="lazy"' in image
    assert re.findall(r" (\d+)w", image) == ["480", "800", "1280"]
    for address in re.findall(r"/media/\S+\.webp", image):
        assert client.get(address)["Content-Type"] == "image/webp"


def test_video_waits_to_be_played_and_says_all_in_writing(client):
    page = client.get(make_lesson(steps=[media_step()]).url + "?step=1").text
    player = re.search(r"<video.*?</video>", page, re.DOTALL)[0]

    assert "controls" in player and 'preload="none"' in player and "autoplay" not in player
    assert re.search(r'width="\d+"', player) and re.search(r'height="\d+"', player)
    assert re.search(r'<track[^>]*srclang="ko"[^>]*default', player, re.DOTALL)
    assert re.search(r"<details[^>]*data-transcript>.*종이배가 물에 떠요", page, re.DOTALL)


def test_video_offers_captions_of_both_languages_and_starts_with_the_pages():
    block = VideoBlock()
    video = make_video(captions_en=CAPTIONS, transcript_en="A paper boat floats.")

    with translation.override("en"):
        html = block.render(block.normalize({"video": video, "caption": ""}))

    assert html.count("<track") == 2 and "A paper boat floats." in html
    assert re.search(r'srclang="en"[^>]*default', html) and html.count("default") == 1


@pytest.mark.parametrize(
    ("alt", "decorative", "is_kept"),
    [("배", False, True), ("", True, True), ("  ", False, False), ("배", True, False)],
)
def test_picture_needs_a_text_alternative_or_is_decoration(alt, decorative, is_kept):
    block = PictureBlock()
    value = {"picture": make_picture(), "alt": alt, "decorative": decorative, "caption": ""}

    if is_kept:
        assert block.clean(block.normalize(value))
        return
    with pytest.raises(StructBlockValidationError):
        block.clean(block.normalize(value))


GONE = 999_999


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (PictureBlock(), {"picture": GONE, "alt": "배"}),
        (
            PicturePairBlock(),
            {"first": GONE, "first_alt": "배", "second": None, "second_alt": "둘"},
        ),
    ],
)
def test_picture_that_is_gone_leaves_its_text_alternative(block, value):
    html = block.render(block.to_python(value))

    assert "<img" not in html and "배" in html


def test_video_that_is_gone_leaves_nothing_broken():
    block = VideoBlock()

    assert "<video" not in block.render(block.to_python({"video": GONE, "caption": ""}))


def test_decorative_picture_is_silent():
    value = {"decorative": True, "alt": "", "caption": ""}
    context = {"value": value, "picture": {"url": "/media/x", "width": 8, "height": 5}}

    assert 'alt=""' in render_to_string("lessons/blocks/picture.html", context)
