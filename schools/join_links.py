"""What leads a student's tablet to the class: an address and its QR code."""

import segno
from django.conf import settings

# Light modules around the symbol; scanners want four.
QUIET_ZONE = 4


def join_host() -> str:
    """The address a student types: without the scheme, short enough for a board."""
    return settings.PLATFORM_URL.partition("://")[2].rstrip("/")


def join_address(code: str) -> str:
    """The address in the QR code; the code stands behind # and is never sent to a server."""
    return f"{settings.PLATFORM_URL.rstrip('/')}/j/#{code}"


def qr_svg(code: str, *, label: str) -> str:
    """An inline SVG of the QR code, black on white, sized by style sheet.

    Args:
        code: the eight characters.
        label: what a screen reader says instead.
    """
    symbol = segno.make(join_address(code), error="m", micro=False)
    return symbol.svg_inline(
        border=QUIET_ZONE, omitsize=True, svgclass="qr", light="white", title=label
    )
