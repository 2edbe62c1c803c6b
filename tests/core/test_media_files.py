"""Stored pictures and videos: their names, how they are served, and to whom nothing is served."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.media.names import UnknownKindOfFile, content_type_of, stored_name
from core.media.pictures import PictureRefused
from core.media.ranges import RangeBeyondFile, asked_part
from tests.factories.media import MP4, WEBM, file_of, make_picture, make_video

RANDOM_NAME = re.compile(r"pictures/[0-9a-f]{32}\.(jpg|png|webp|mp4|webm)")
HOSTILE = [
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/settings.py",
    "pictures/../../secret.png",
    "pictures/%2e%2e/x.png",
    "pictures/..\\..\\x.png",
    "pictures/\u2025/x.png",
    "pictures/\uff0e\uff0e/x.png",
    "pictures/a\0.png",
    "/etc/passwd",
    "wagtail_uploads/raw.png",
    "pictures/",
    "",
]


@given(st.text(), st.sampled_from([".png", ".jpg", ".webp", ".mp4", ".webm"]))
def test_t106_stored_name_holds_nothing_that_was_typed(typed, ending):
    name = stored_name("pictures", typed + ending)

    assert RANDOM_NAME.fullmatch(name) and name.endswith(ending)
    assert name != stored_name("pictures", typed + ending)


@given(st.text() | st.sampled_from(HOSTILE) | st.sampled_from(["a.png/../b", "x.svg", "a.png\0"]))
def test_t106_name_without_a_known_ending_is_never_stored(typed):
    if typed.endswith((".png", ".jpg", ".webp", ".mp4", ".webm")):
        return
    with pytest.raises(UnknownKindOfFile):
        stored_name("pictures", typed)


@given(st.text() | st.sampled_from(HOSTILE))
def test_t106_only_names_we_drew_have_a_type(name):
    assert content_type_of(name) is None
    assert content_type_of("pictures/" + name) is None


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_t106_hostile_address_finds_nothing(client, media_folder, name):
    (media_folder / "wagtail_uploads").mkdir(parents=True)
    (media_folder / "wagtail_uploads" / "raw.png").write_bytes(b"raw")
    (media_folder.parent / "secret.png").write_bytes(b"secret")

    for address in (f"/media/{name}", f"/media/{quote(name, safe='')}"):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["../../evil.png", "사진 우리반.jpg", "a\u202egnp.html", "x.svg"])
def test_t106_file_is_stored_under_a_random_name_below_the_media_folder(media_folder, typed):
    picture = make_picture(file=ContentFile(file_of("JPEG"), name=typed))

    assert RANDOM_NAME.fullmatch(picture.file.name) and picture.file.name.endswith(".jpg")
    assert Path(picture.file.path).is_relative_to(media_folder)
    assert [path for path in media_folder.parent.rglob("*") if "evil" in path.name] == []


@pytest.mark.django_db
def test_t105_picture_saved_past_the_form_is_rewritten_or_refused_as_well(media_folder):
    picture = make_picture(file=ContentFile(file_of() + b"<script>", name="a.png"))
    assert b"<script>" not in picture.file.read()

    with pytest.raises(PictureRefused):
        picture.file.save("a.png", ContentFile(b"<svg/>"))


@pytest.mark.django_db
def test_record_without_the_promise_is_refused_by_the_database(media_folder):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_picture(shows_no_real_child=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("data", "kind"), [(WEBM, "video/webm"), (MP4, "video/mp4")])
def test_file_is_served_with_one_type_and_nothing_in_it_may_run(client, media_folder, data, kind):
    video = make_video(file=ContentFile(data, name="a.html"))

    response = client.get(video.file.url)

    assert b"".join(response.streaming_content) == data
    assert response["Content-Type"] == kind
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response["Cache-Control"] and "public" in response["Cache-Control"]
    assert response["Accept-Ranges"] == "bytes" and not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-3", slice(0, 4)), ("bytes=5-", slice(5, None)), ("bytes=-7", slice(-7, None))],
)
def test_part_of_a_video_is_served(client, media_folder, asked, part):
    response = client.get(make_video().file.url, headers={"range": asked})

    assert response.status_code == 206
    body = b"".join(response.streaming_content)
    assert body == WEBM[part] and int(response["Content-Length"]) == len(body)
    assert response["Content-Range"].endswith(f"/{len(WEBM)}")


@pytest.mark.django_db
def test_part_behind_the_end_is_refused_and_nonsense_gets_the_whole(client, media_folder):
    address = make_video().file.url

    beyond = client.get(address, headers={"range": "bytes=99999-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(WEBM)}")
    assert client.get(address, headers={"range": "bytes=1-2,4-5"}).status_code == 200


@given(st.text(alphabet="bytes=-,0123456789 ", max_size=20), st.integers(1, 10_000))
def test_asked_part_always_lies_in_the_file(header, size):
    try:
        part = asked_part(header, size)
    except RangeBeyondFile:
        return
    assert part is None or 0 <= part[0] <= part[1] < size


@given(st.data(), st.integers(1, 10_000))
def test_asked_part_is_what_a_browser_meant(data, size):
    first = data.draw(st.integers(0, size - 1))
    last = data.draw(st.integers(first, size + 5))

    assert asked_part(f"bytes={first}-{last}", size) == (first, min(last, size - 1))


@pytest.mark.django_db
def test_captions_are_served_as_such_in_the_languages_there_are(client, media_folder):
    video = make_video()

    korean = client.get(f"/media/captions/{video.key}.ko.vtt")

    assert korean["Content-Type"] == "text/vtt; charset=utf-8"
    assert korean.text.startswith("WEBVTT") and korean["X-Content-Type-Options"] == "nosniff"
    for missing in (f"{video.key}.en", f"{video.key}.xx", f"{make_picture().key}.ko"):
        assert client.get(f"/media/captions/{missing}.vtt").status_code == 404
