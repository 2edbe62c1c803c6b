"""Pictures for "spot the fake": scenes our own code paints, and what it then changes in them.

Nothing here was ever photographed and nobody is shown. Each pair is one painted scene and a copy
of it in which something was copied, removed or mirrored, the way pictures are changed in general.
The same seed paints the same picture.
"""

from numpy.random import Generator, default_rng
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from core.drawings import HEIGHT, WIDTH

# Painted at twice the size and made smaller: edges come out smooth.
SCALE = 2
Colour = tuple[int, int, int]


class Scene:
    """A canvas of 640 × 400 on which shapes are placed in those pixels."""

    def __init__(self, seed: int):
        self.random: Generator = default_rng(seed)
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._draw = ImageDraw.Draw(self._image)

    def gradient(self, top: int, bottom: int, first: Colour, last: Colour) -> None:
        """A smooth change of colour from one line to another."""
        for line in range(top * SCALE, bottom * SCALE):
            share = (line - top * SCALE) / ((bottom - top) * SCALE)
            colour = tuple(round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
            self._draw.line([(0, line), (WIDTH * SCALE, line)], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """A rectangle."""
        self._draw.rectangle([c * SCALE for c in (left, top, right, bottom)], fill=fill)

    def oval(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """An ellipse in a rectangle."""
        self._draw.ellipse([c * SCALE for c in (left, top, right, bottom)], fill=fill)

    def shape(self, corners: list[tuple[float, float]], fill: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in corners], fill=fill)

    def finish(self) -> Image.Image:
        """The picture, made smaller and grainy: flat colour would give every change away."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        values = self.random.integers(96, 160, size=(HEIGHT // 2, WIDTH // 2), dtype="uint8")
        grain = (
            Image.fromarray(values)
            .resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
            .convert("RGB")
        )
        return Image.blend(small, grain, 0.07)


def lay_over(
    image: Image.Image, part: Image.Image, at: tuple[int, int], *, soft: int = 5
) -> Image.Image:
    """A copy of the picture with a part laid over it, `soft` pixels blurred at its edge."""
    changed = image.copy()
    mask = Image.new("L", part.size, 0)
    inner = [soft, soft, part.width - soft, part.height - soft]
    ImageDraw.Draw(mask).rectangle(inner, fill=255)
    changed.paste(part, at, mask.filter(ImageFilter.GaussianBlur(soft / 2)))
    return changed


def paint_harbour() -> tuple[Image.Image, Image.Image]:
    """A lighthouse and boats above calm water; the copy lost the lighthouse's reflection."""
    scene = Scene(11)
    scene.gradient(0, 220, (150, 190, 225), (245, 225, 200))
    scene.gradient(220, 400, (120, 160, 190), (50, 90, 130))
    scene.shape([(0, 220), (120, 170), (260, 205), (420, 165), (640, 220)], (110, 130, 140))
    _lighthouse(scene, x=470, down=1)
    _lighthouse(scene, x=470, down=-1)
    for x, size, colour in ((110, 60, (190, 70, 60)), (280, 44, (70, 100, 150))):
        _boat(scene, x, size, colour)
    for _ in range(150):
        x, y = scene.random.integers(640), scene.random.integers(226, 398)
        scene.box(x, y, x + scene.random.integers(8, 34), y + 1, (170, 195, 210))
    painted = scene.finish()
    # Water from beside it hides the reflection.
    return painted, lay_over(painted, painted.crop((540, 222, 640, 380)), (425, 222))


def _lighthouse(scene: Scene, *, x: int, down: int) -> None:
    """Standing on the shore line at 220; `down` is -1 for its reflection in the water."""
    shade = 1.0 if down == 1 else 0.72

    def tone(colour: Colour) -> Colour:
        return tuple(round(part * shade) for part in colour)

    def level(height: float) -> float:
        return 220 - down * height

    scene.shape(
        [(x - 22, level(0)), (x + 22, level(0)), (x + 14, level(120)), (x - 14, level(120))],
        tone((240, 240, 235)),
    )
    for low in (20, 64):
        corners = [(x - 20, level(low)), (x + 20, level(low))]
        corners += [(x + 17, level(low + 22)), (x - 17, level(low + 22))]
        scene.shape(corners, tone((200, 70, 60)))
    scene.shape([(x - 17, level(120)), (x + 17, level(120)), (x, level(150))], tone((80, 80, 95)))


def _boat(scene: Scene, x: int, size: int, colour: Colour) -> None:
    dark = tuple(round(part * 0.7) for part in colour)
    scene.shape(
        [(x, 232), (x + size * 2, 232), (x + size * 1.7, 252), (x + size * 0.3, 252)], colour
    )
    scene.shape(
        [(x + size * 0.3, 254), (x + size * 1.7, 254), (x + size * 1.9, 268), (x, 268)], dark
    )
    scene.box(x + size - 1, 232 - size, x + size + 1, 232, (90, 70, 60))
    scene.shape(
        [(x + size + 3, 230 - size), (x + size + 3, 226), (x + size * 1.7, 226)], (250, 248, 240)
    )


def paint_shelf() -> tuple[Image.Image, Image.Image]:
    """Books, a plant and a clock; in the copy two books were copied over the empty place."""
    scene = Scene(23)
    scene.gradient(0, 400, (238, 228, 212), (222, 208, 188))
    for shelf in (190, 370):
        scene.box(0, shelf, 640, shelf + 16, (150, 110, 75))
        scene.box(0, shelf + 16, 640, shelf + 22, (115, 82, 55))
    edges = _books(scene, start=30, stop=360, foot=190)
    _books(scene, start=220, stop=420, foot=370)
    _plant(scene, 80, 370)
    _clock(scene, 540, 300)
    painted = scene.finish()
    three_books = painted.crop((edges[5], 50, edges[8] - 2, 189))
    return painted, lay_over(painted, three_books, (430, 50), soft=1)


def _books(scene: Scene, *, start: int, stop: int, foot: int) -> list[int]:
    """Books of chance sizes; returns where each begins."""
    x, edges = start, []
    while x < stop:
        edges.append(x)
        width, height = scene.random.integers(18, 38), scene.random.integers(88, 130)
        colour = tuple(scene.random.integers(60, 205) for _ in range(3))
        scene.box(x, foot - height, x + width - 2, foot, colour)
        light = tuple(min(255, part + 45) for part in colour)
        scene.box(x + 3, foot - height + 16, x + width - 5, foot - height + 24, light)
        scene.box(x + 3, foot - 22, x + width - 5, foot - 18, light)
        x += width
    return edges


def _plant(scene: Scene, x: int, foot: int) -> None:
    scene.shape(
        [(x - 30, foot - 50), (x + 30, foot - 50), (x + 22, foot), (x - 22, foot)], (190, 105, 75)
    )
    for number in range(14):
        tip = x - 60 + number * 9 + scene.random.integers(-4, 5)
        top = foot - 140 + abs(number - 7) * 9
        scene.shape(
            [(x - 6, foot - 50), (x + 6, foot - 50), (tip, top)], (70, 130 + number * 3, 80)
        )


def _clock(scene: Scene, x: int, y: int) -> None:
    scene.oval(x - 62, y - 62, x + 62, y + 62, (90, 75, 65))
    scene.oval(x - 54, y - 54, x + 54, y + 54, (250, 248, 242))
    for dx, dy in ((0, -46), (46, 0), (0, 46), (-46, 0)):
        scene.oval(x + dx - 4, y + dy - 4, x + dx + 4, y + dy + 4, (90, 75, 65))
    scene.shape([(x - 3, y), (x + 3, y), (x + 1, y - 40)], (40, 40, 50))
    scene.shape([(x, y - 3), (x, y + 3), (x + 28, y + 1)], (40, 40, 50))
    scene.oval(x - 5, y - 5, x + 5, y + 5, (200, 70, 60))


def paint_park() -> tuple[Image.Image, Image.Image]:
    """Trees in the evening sun; in the copy one was mirrored: its shadow falls the wrong way."""
    scene = Scene(37)
    scene.gradient(0, 250, (250, 215, 170), (250, 238, 215))
    scene.gradient(250, 400, (150, 185, 110), (105, 150, 85))
    scene.oval(40, 60, 100, 120, (255, 245, 205))
    for x, size in ((105, 0.95), (330, 0.8), (540, 1.0)):
        _tree(scene, x, size)
    for _ in range(260):
        x, y = scene.random.integers(640), scene.random.integers(256, 398)
        scene.box(x, y - scene.random.integers(3, 8), x + 1, y, (120, 165, 95))
    painted = scene.finish()
    left, top, right, bottom = 255, 160, 435, 345
    mirrored = ImageOps.mirror(painted.crop((left, top, right, bottom)))
    without_shadow = lay_over(painted, painted.crop((425, 290, 522, 342)), (341, 290))
    # The trunk stays where it was.
    return painted, lay_over(without_shadow, mirrored, (2 * 330 - right, top))


def _tree(scene: Scene, x: int, size: float) -> None:
    """The sun stands low on the left, so shadows fall to the right."""
    foot = 300
    scene.shape(
        [
            (x - 8, foot - 6),
            (x + 8, foot + 6),
            (x + 100 * size, foot + 36),
            (x + 88 * size, foot + 16),
        ],
        (92, 128, 78),
    )
    scene.box(x - 7 * size, foot - 70 * size, x + 7 * size, foot, (120, 88, 62))
    for _ in range(34):
        dx, dy = scene.random.uniform(-46, 46) * size, scene.random.uniform(-140, -70) * size
        around = 18 * size
        green = scene.random.integers(120, 170)
        colour = (70 + (-dx > 0) * 25, green, 70)
        scene.oval(x + dx - around, foot + dy - around, x + dx + around, foot + dy + around, colour)


PAINTERS = {"harbour": paint_harbour, "shelf": paint_shelf, "park": paint_park}
