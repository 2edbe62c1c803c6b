"""Pictures and videos for tests: painted and written by hand, small."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from core.models import Picture, Video

RECORD = {
    "licence": "own",
    "consent": "nobody",
    "made_how": "program",
    "source": "2026, drawn by our own program",
    "shows_no_real_child": True,
}
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\n종이배가 물에 떠요.\n"
# Enough of each for its kind to be told; nothing plays.
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm" + b"\0" * 200
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0isommp42" + b"\0" * 200


def painted(size=(64, 40), mode="RGB") -> Image.Image:
    """A picture with a shape in it."""
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).ellipse([4, 4, size[0] // 2, size[1] - 4], fill="teal")
    return image


def file_of(kind: str = "PNG", *, size=(64, 40), **options) -> bytes:
    """A picture as the bytes of a file."""
    out = BytesIO()
    painted(size).save(out, kind, **options)
    return out.getvalue()


def make_picture(*, size=(64, 40), **changes) -> Picture:
    """A stored picture."""
    file = ContentFile(file_of(size=size), name="boat.png")
    return Picture.objects.create(**{"title": "종이배", "file": file, **RECORD, **changes})


def make_video(**changes) -> Video:
    """A stored video with captions and a transcript in Korean."""
    values = {
        "title": "종이배 영상",
        "file": ContentFile(WEBM, name="boat.webm"),
        "captions_ko": CAPTIONS,
        "transcript_ko": "종이배가 물에 떠요.",
        **RECORD,
        **changes,
    }
    return Video.objects.create(poster=values.pop("poster", None) or make_picture(), **values)
