"""Uploaded pictures: what is refused before it costs anything, and what is left of the rest."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile, WebPImagePlugin

from core.media.pictures import LONGEST_SIDE, PictureRefused, pixels_only
from tests.factories.media import file_of, painted

GPS, ORIENTATION = 0x8825, 0x0112
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


def rewritten(data: bytes, name: str = "a.png") -> bytes:
    return pixels_only(ContentFile(data, name=name)).read()


def refusal(data: bytes, name: str = "a.png") -> str:
    with pytest.raises(PictureRefused) as refused:
        rewritten(data, name)
    return refused.value.code


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises very many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rest = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rest


def webp_that_claims(width: int, height: int) -> bytes:
    size = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + b"\0\0\0\0" + size
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def jpeg_that_claims(width: int, height: int) -> bytes:
    data = bytearray(file_of("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


class Decoded(Exception):
    """Memory for a picture's pixels was about to be taken."""


@pytest.fixture
def undecodable(monkeypatch):
    """Pillow stops where it would take memory: on loading, or for WebP on opening."""

    def decode(*args, **kwargs):
        raise Decoded

    monkeypatch.setattr(ImageFile.ImageFile, "load", decode)
    monkeypatch.setattr(WebPImagePlugin._webp, "WebPAnimDecoder", decode)


@pytest.mark.parametrize(
    "flood",
    [
        png_that_claims(60_000, 60_000),
        png_that_claims(5_000, 5_000),
        webp_that_claims(16_383, 16_383),
        webp_that_claims(5_000, 5_000),
        jpeg_that_claims(60_000, 60_000),
        jpeg_that_claims(5_000, 5_000),
    ],
    ids=[f"{kind} {side}" for kind in ("png", "webp", "jpeg") for side in ("huge", "large")],
)
def test_t105_pixel_flood_is_refused_before_it_is_decoded(flood, undecodable):
    assert refusal(flood) in ("too_many_pixels", "broken")


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_t105_picture_of_ordinary_size_does_reach_its_decoder(format, undecodable):
    with pytest.raises(Decoded):
        rewritten(file_of(format))


def test_t105_file_of_too_many_bytes_is_refused():
    assert refusal(file_of() + b"\0" * 8_000_000) == "too_many_bytes"


@pytest.mark.parametrize("name", ["a.svg", "a.png", "a.jpg", "a.webp"])
@pytest.mark.parametrize("data", [SVG, b"<?xml version='1.0'?>" + SVG, b"\xef\xbb\xbf" + SVG])
def test_t105_svg_is_refused_under_any_name(data, name):
    assert refusal(data, name) == "broken"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        SCRIPT,
        file_of()[:60],
        file_of("JPEG")[:300],
        file_of("WEBP")[:40],
        file_of("GIF"),
        b"GIF89a/*" + SCRIPT,
        file_of("BMP"),
        file_of("TIFF"),
        file_of("PDF"),
    ],
)
def test_t105_broken_files_and_other_kinds_are_refused(data):
    assert refusal(data) == "broken"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_t105_moving_picture_is_refused(kind):
    out = BytesIO()
    frames = [painted(), Image.new("RGB", (64, 40), "black")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)

    assert refusal(out.getvalue()) == "moving"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_t105_nothing_but_pixels_survives(kind):
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (37.0, 33.0, 59.0)}
    exif[0x010E] = "secret-description"
    extra = {"comment": b"secret-comment"} if kind == "JPEG" else {}
    data = file_of(kind, exif=exif, icc_profile=b"secret-profile", **extra) + SCRIPT
    assert b"secret" in data

    clean = rewritten(data)

    assert b"secret" not in clean and b"script" not in clean
    kept = Image.open(BytesIO(clean))
    kept.load()
    assert kept.format == kind and kept.size == (64, 40)
    assert not kept.getexif() and "icc_profile" not in kept.info and "comment" not in kept.info


def test_t105_script_hidden_in_a_jpeg_comment_is_gone():
    data = file_of("JPEG", comment=b"*/=alert(1);/*")

    assert b"alert" in data and b"alert" not in rewritten(data)


def test_picture_taken_sideways_is_stored_upright_without_saying_so():
    exif = Image.Exif()
    exif[ORIENTATION] = 6

    kept = Image.open(BytesIO(rewritten(file_of("JPEG", exif=exif))))

    assert kept.size == (40, 64)


def test_large_picture_is_stored_smaller_and_transparency_stays():
    out = BytesIO()
    painted((3000, 1000), "RGBA").save(out, "PNG")

    kept = Image.open(BytesIO(rewritten(out.getvalue())))

    assert kept.width == LONGEST_SIDE and kept.mode == "RGBA"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.data())
def test_t105_damaged_file_is_refused_or_rewritten_and_never_an_error(kind, data):
    damaged = bytearray(file_of(kind, size=(24, 16)))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    try:
        clean = rewritten(bytes(damaged))
    except PictureRefused:
        return
    with Image.open(BytesIO(clean)) as image:
        image.load()
        assert not image.getexif()
