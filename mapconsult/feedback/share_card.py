"""The picture that goes along when a consultation or a remark is shared: 1200 x 630, drawn by Pillow."""

import hashlib
from dataclasses import astuple, dataclass
from functools import lru_cache
from io import BytesIO
from math import cos, radians

from PIL import Image, ImageDraw, ImageFont

from mapconsult.consultations.pins import Pin

WIDTH, HEIGHT = 1200, 630
# Drawn larger and made smaller, which smooths the edges.
SCALE = 2
MARGIN, GAP = 56, 20
MAP_LEFT = 776
# Of the light theme in css/variables.css.
PAPER, INK, SOFT, LAKE = "#faf8f3", "#1a232b", "#4d5963", "#0a5d85"
OUTSIDE, LAND = "#ebe6da", "#f8f6f0"
FONT, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
TEXT, TITLE, SMALL = 32, 40, 24
LEADING = 1.32
# The outlines of the symbols shape-... in img/icons.svg, in their box of 40 x 48; the point is at the bottom.
SHAPES = {
    "square": [(4.5, 4.5), (35.5, 4.5), (35.5, 33.5), (24.5, 33.5), (20, 46), (15.5, 33.5), (4.5, 33.5)],
    "diamond": [(20, 1.7), (37.3, 19), (25, 32), (20, 46), (15, 32), (2.7, 19)],
    "hexagon": [(20, 2.5), (35, 11), (35, 28), (24.5, 34), (20, 46), (15.5, 34), (5, 28), (5, 11)],
    "pentagon": [
        *[(20, 2.5), (36.5, 14.8), (30.5, 33.5), (24.5, 33.5)],
        *[(20, 46), (15.5, 33.5), (9.5, 33.5), (3.5, 14.8)],
    ],
}


@dataclass(frozen=True)
class Card:
    """What is drawn. `outline` holds rings of (lon, lat), `place` is one such point or None, `pin` None for a
    consultation."""

    title: str
    host: str
    text: str
    outline: tuple
    category: str = ""
    pin: Pin | None = None
    place: tuple | None = None

    @property
    def digest(self):
        """Another one for another picture."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:32]


def draw(card):
    """The card as PNG."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    pen = ImageDraw.Draw(image)
    _draw_map(pen, card)
    _draw_words(pen, card)
    written = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(128).save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_words(pen, card):
    width = MAP_LEFT - 2 * MARGIN + GAP
    top = MARGIN
    top = _write(pen, card.host, top, width, font=(FONT, SMALL), fill=SOFT, most=1) + GAP / 2
    top = _write(pen, card.title, top, width, font=(BOLD, TITLE), fill=INK, most=2 if card.pin else 4) + GAP
    if card.pin:
        _draw_pin(pen, card.pin, (MARGIN + 20, top + 46), 1)
        _write(pen, card.category, top + 6, width - 60, font=(BOLD, 28), fill=INK, most=1, left=MARGIN + 56)
        top += 48 + GAP
    bottom = HEIGHT - MARGIN - SMALL - GAP
    lines = max(1, int((bottom - top) / (TEXT * LEADING)))
    _write(pen, card.text, top, width, font=(FONT, TEXT), fill=INK, most=lines)
    _write(pen, "mapconsult", HEIGHT - MARGIN - SMALL, width, font=(BOLD, SMALL), fill=LAKE, most=1)


def _write(pen, text, top, width, *, font, fill, most, left=MARGIN):
    """Lines of text from `top` on, the last one cut; returns where they end."""
    name, size = font
    letters = _font(name, size * SCALE)
    for line in _lines(text, letters, width * SCALE, most):
        pen.text((left * SCALE, top * SCALE), line, font=letters, fill=fill)
        top += size * LEADING
    return top


def _lines(text, letters, width, most):
    # More than a card holds is not measured.
    words, lines = text[:1500].split(), []
    while words and len(lines) < most:
        line = _cut(words.pop(0), letters, width)
        while words and letters.getlength(f"{line} {words[0]}") <= width:
            line += f" {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] = _cut(f"{lines[-1]} {words[0]}", letters, width)
    return lines


def _cut(text, letters, width):
    """The text, or its beginning and an ellipsis."""
    if letters.getlength(text) <= width:
        return text
    while text and letters.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache
def _font(name, size):
    """DejaVu, which bin/setup installs; else the one that Pillow brings."""
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return ImageFont.load_default(size)


def _draw_map(pen, card):
    pen.rectangle(_scaled([(MAP_LEFT, 0), (WIDTH, HEIGHT)]), fill=OUTSIDE)
    put = _projection(card.outline)
    for ring in card.outline:
        corners = _scaled(put(point) for point in ring)
        pen.polygon(corners, fill=LAND)
        pen.line(corners, fill=LAKE, width=3 * SCALE, joint="curve")
    if card.place and card.pin:
        _draw_pin(pen, card.pin, put(card.place), 1.6)


def _projection(rings):
    """(lon, lat) -> pixels of the card, so that the rings fill the map and keep their shape."""
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    narrow = cos(radians((south + north) / 2))
    room = WIDTH - MAP_LEFT - MARGIN, HEIGHT - 2 * MARGIN
    scale = min(room[0] / max((east - west) * narrow, 1e-9), room[1] / max(north - south, 1e-9))
    middle = (MAP_LEFT + WIDTH) / 2, HEIGHT / 2

    def put(point):
        across = (point[0] - (west + east) / 2) * narrow * scale
        return middle[0] + across, middle[1] - (point[1] - (south + north) / 2) * scale

    return put


def _draw_pin(pen, pin, tip, size):
    """The shape of a category in its colour, its point at `tip`."""
    for grown, colour in ((3, "#ffffff"), (0, pin.color)):
        if pin.shape in SHAPES:
            corners = [_from_tip(x, y, tip, size) for x, y in SHAPES[pin.shape]]
            pen.polygon(_scaled(corners), fill=colour)
            pen.line(
                _scaled([*corners, corners[0]]), fill=colour, width=max(1, 2 * grown * SCALE), joint="curve"
            )
        else:
            _draw_drop(pen, tip, size, grown, colour)
    dot = [_from_tip(14, 13, tip, size), _from_tip(26, 25, tip, size)]
    pen.ellipse(_scaled(dot), fill=pin.ink)


def _draw_drop(pen, tip, size, grown, colour):
    round_part = [_from_tip(4 - grown, 3 - grown, tip, size), _from_tip(36 + grown, 35 + grown, tip, size)]
    point = [_from_tip(x, y, tip, size) for x, y in ((6 - grown, 26), (34 + grown, 26), (20, 46 + grown))]
    pen.ellipse(_scaled(round_part), fill=colour)
    pen.polygon(_scaled(point), fill=colour)


def _from_tip(x, y, tip, size):
    return tip[0] + (x - 20) * size, tip[1] + (y - 46) * size


def _scaled(points):
    return [(x * SCALE, y * SCALE) for x, y in points]
