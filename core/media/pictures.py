"""Uploaded pictures: checked before they are decoded, then written anew from their pixels.

Whatever else a file carried (place and time of a photograph, comments, a second file behind the
picture) is not copied. The numbers bound what one upload can cost: some 130 MB while it lasts.
"""

import struct
import zlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MOST_BYTES = 8_000_000
# A phone's photograph has 12 million.
MOST_PIXELS = 16_000_000
# Nothing is shown wider than 1280 CSS pixels.
LONGEST_SIDE = 2000
# A camera's several pictures in one file (MPO) open as JPEG; the first is kept.
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "WEBP": ".webp"}
# What Pillow raises on files that are cut off, damaged or lying.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


class PictureRefused(ValidationError):
    """The file is no picture we show; the message says why to whoever sent it."""


class PixelsOnly(ContentFile):
    """A picture file that was written here."""


def pixels_only(file: File) -> PixelsOnly:
    """The same picture in a new file that holds nothing but its pixels, upright, bounded.

    Raises:
        PictureRefused: too large, moving, broken, or not PNG, JPEG or WebP.
    """
    if isinstance(file, PixelsOnly):
        return file
    data = _read(file)
    try:
        _refuse_floods(_webp_canvas(data))
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
        _refuse_floods(picture.size)
        _refuse_moving(picture)
        return _written_anew(picture)
    except BROKEN as error:
        raise PictureRefused(
            _("This file is broken or not a PNG, JPEG or WebP picture. Choose another file."),
            code="broken",
        ) from error


def _read(file: File) -> bytes:
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PictureRefused(
            _("The file is larger than 8 MB. Save the picture smaller and choose it again."),
            code="too_many_bytes",
        )
    return data


def _webp_canvas(data: bytes) -> tuple[int, int]:
    """Width and height of an extended WebP; its decoder takes memory for both on opening."""
    if data[:4] != b"RIFF" or data[8:16] != b"WEBPVP8X" or len(data) < 30:
        return 0, 0
    width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    return width, height


def _refuse_floods(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MOST_PIXELS:
        raise PictureRefused(
            _("The picture has more than 16 million pixels. Make it smaller and try again."),
            code="too_many_pixels",
        )


def _refuse_moving(picture: Image.Image) -> None:
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise PictureRefused(
            _("Moving pictures are not taken. Choose a still picture, or add a video."),
            code="moving",
        )


def _written_anew(picture: Image.Image) -> PixelsOnly:
    upright = ImageOps.exif_transpose(picture)
    shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image: Pillow writes some of what the old one carried (comments, profiles) by itself.
    bare = Image.frombytes(shown.mode, shown.size, shown.tobytes())
    ending = ENDINGS[picture.format]
    out = BytesIO()
    bare.save(out, "JPEG" if ending == ".jpg" else picture.format, quality=88, optimize=True)
    return PixelsOnly(out.getvalue(), name=f"picture{ending}")
