"""The library in the editor: who may add to it, and what a refused file looks like."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Picture, Video
from lessons.actions import ensure_site_tree
from tests.factories.media import CAPTIONS, RECORD, WEBM, file_of, make_picture
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_past_second_factor
from tests.house.world import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_folder")]
ADD = "/cms/images/add/"
TICKED = {**RECORD, "title": "종이배", "shows_no_real_child": "on"}


@pytest.fixture(autouse=True)
def _site_tree(db):
    ensure_site_tree()


@pytest.fixture
def editor():
    return client_past_second_factor(staff_as("editor"))


def upload(data: bytes, name: str = "배.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


def test_editor_adds_a_picture_and_only_its_pixels_are_kept(editor):
    response = editor.post(ADD, {**TICKED, "file": upload(file_of("JPEG") + b"<script>", "a.jpg")})

    assert response.status_code == 302
    picture = Picture.objects.get()
    assert picture.file_size == picture.file.size and b"<script>" not in picture.file.read()
    assert picture.uploaded_by_user is not None and picture.shows_no_real_child


@pytest.mark.parametrize(
    "file", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", file_of()[:50], file_of("GIF")]
)
def test_t105_refused_file_is_explained_at_its_field(editor, file):
    response = editor.post(ADD, {**TICKED, "file": upload(file)})

    assert response.status_code == 200 and not Picture.objects.exists()
    (sentence,) = response.context["form"].errors["file"]
    assert sentence in response.text


@pytest.mark.parametrize("missing", ["licence", "consent", "made_how", "source"])
def test_picture_without_a_part_of_its_record_is_not_kept(editor, missing):
    data = {**TICKED, "file": upload(file_of()), missing: ""}

    assert missing in editor.post(ADD, data).context["form"].errors
    assert not Picture.objects.exists()


def test_picture_without_the_promise_is_not_kept(editor):
    data = {key: value for key, value in TICKED.items() if key != "shows_no_real_child"}
    response = editor.post(ADD, {**data, "file": upload(file_of())})

    assert "shows_no_real_child" in response.context["form"].errors


def test_picture_of_another_editor_stays_as_it_is(editor):
    picture = make_picture()

    response = editor.post(f"/cms/images/{picture.pk}/delete/")

    assert response.status_code == 302 and Picture.objects.filter(pk=picture.pk).exists()


def test_page_for_many_pictures_leads_to_the_one_for_a_single_picture(editor):
    response = editor.post("/cms/images/multiple/add/", {"files[]": upload(file_of())})

    assert (response.status_code, response.url) == (302, ADD)


@pytest.mark.parametrize("role", ["teacher", "analyst", "operator"])
def test_library_does_not_exist_for_other_staff(role):
    browser = browser_of(staff_as(role))

    for address in (ADD, "/cms/images/", "/cms/snippets/core/video/"):
        assert browser.get(address).status_code == 404


def test_reviewer_may_look_and_choose_and_not_add():
    reviewer = client_past_second_factor(staff_as("reviewer"))

    assert reviewer.post(ADD, {**TICKED, "file": upload(file_of())}).status_code == 302
    assert not Picture.objects.exists()
    assert reviewer.get(reverse("wagtailimages_chooser:choose")).status_code == 200


def test_t30_no_list_of_the_library_is_open_to_anybody(client):
    for address in ("/api/v2/images/", "/api/v3/images/", "/media/", "/media/pictures/"):
        assert client.get(address).status_code == 404


def video_data(**changes) -> dict:
    file = SimpleUploadedFile("a.webm", WEBM, content_type="video/webm")
    words = {"captions_ko": CAPTIONS, "captions_en": "", "transcript_ko": "", "transcript_en": ""}
    return {**TICKED, "file": file, "poster": make_picture().pk, **words, **changes}


def test_editor_adds_a_video_with_captions(editor):
    response = editor.post("/cms/snippets/core/video/add/", video_data())

    assert response.status_code == 302, response.context["form"].errors
    video = Video.objects.get()
    assert video.file.name.endswith(".webm") and video.caption_languages == ["ko"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("captions_ko", "1\n00:01 --> 00:02"),
        ("file", SimpleUploadedFile("a.webm", b"<html>", content_type="video/webm")),
        ("poster", ""),
        ("shows_no_real_child", ""),
    ],
)
def test_video_with_a_fault_is_not_kept(editor, field, value):
    response = editor.post("/cms/snippets/core/video/add/", video_data(**{field: value}))

    assert field in response.context["form"].errors and not Video.objects.exists()
