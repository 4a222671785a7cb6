"""How a category looks on a map: its colour times a shape, and an icon that stands out on the colour."""

from dataclasses import dataclass

# Symbols `shape-...` of img/icons.svg, given to categories in their order.
SHAPES = ["drop", "square", "diamond", "hexagon", "pentagon"]
INK, WHITE = "#1a232b", "#ffffff"


@dataclass(frozen=True)
class Pin:
    """What js/map/pins.js and consultations/_pin.html draw."""

    color: str
    ink: str
    shape: str
    icon: str


NO_CATEGORY = Pin(color="#5b6770", ink=WHITE, shape="drop", icon="other")


def pins(categories):
    """{id: Pin} of a consultation's categories, given in their order."""
    return {
        category.pk: Pin(
            color=category.color,
            ink=_readable_on(category.color),
            shape=SHAPES[index % len(SHAPES)],
            icon=category.icon,
        )
        for index, category in enumerate(categories)
    }


def _readable_on(color):
    """Ink or white, whichever contrasts more (WCAG 2.2, relative luminance)."""
    luminance = _luminance(color)
    with_white = 1.05 / (luminance + 0.05)
    with_ink = (luminance + 0.05) / (_luminance(INK) + 0.05)
    return WHITE if with_white > with_ink else INK


def _luminance(color):
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
