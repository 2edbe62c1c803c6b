"""Pictures as pages show them: in several widths, so that a phone fetches what a phone needs."""

from dataclasses import dataclass

from core.media.records import Picture

WIDTHS = (480, 800, 1280)


@dataclass(frozen=True)
class ShownPicture:
    """What an `img` element needs.

    Attributes:
        url: the file for browsers that know no `srcset`.
        srcset: all files with their widths.
        width, height: of the largest, in CSS pixels; pages keep that room free.
    """

    url: str
    srcset: str
    width: int
    height: int


def show_picture(
    picture: Picture | None, *, widths: tuple[int, ...] = WIDTHS
) -> ShownPicture | None:
    """A picture in WebP of at most these widths; None where the record is gone."""
    if picture is None:
        return None
    specs = [f"width-{width}|format-webp" for width in widths]
    # A picture narrower than a width is not made larger: several files would be the same.
    sizes = {made.width: made for made in picture.get_renditions(*specs).values()}
    largest, middle = sizes[max(sizes)], sizes[min(sizes, key=lambda width: abs(width - 800))]
    srcset = ", ".join(f"{made.url} {width}w" for width, made in sorted(sizes.items()))
    return ShownPicture(middle.url, srcset, largest.width, largest.height)
