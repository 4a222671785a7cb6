"""A plain drawing of an area and of places in it, for paper: north is up."""

import math
from base64 import b64encode

from django.contrib.gis.geos import GeometryCollection
from django.template.loader import render_to_string

WIDTH, HEIGHT, MARGIN = 1000, 620, 40


def sketch(ground, shapes=(), *, box=None, numbered=True):
    """The `data:` address of an SVG picture of shapes on their ground: an area, or zones of a plan. Numbered
    from 1 unless there is one alone. It shows a box (west, south, east, north), else what is drawn."""
    shapes = [shape for shape in shapes if shape]
    sheet = Sheet(box or (GeometryCollection(shapes) if shapes else ground).extent)
    places = [
        {
            "path": sheet.path(shape),
            "is_area": "Polygon" in shape.geom_type,
            "is_point": shape.geom_type == "Point",
            "at": sheet.at(*shape.point_on_surface.coords),
        }
        for shape in shapes
    ]
    context = {"width": WIDTH, "height": HEIGHT, "ground": sheet.path(ground), "places": places}
    svg = render_to_string("consultations/sketch.svg", context | {"numbered": numbered})
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


class Sheet:
    """Where places in EPSG:4326 lie on the paper, when it shows a box of them."""

    def __init__(self, box):
        west, south, east, north = box
        self.middle = (west + east) / 2, (south + north) / 2
        self.squeeze = math.cos(math.radians(self.middle[1]))
        # Of a single point, a few hundred metres around it.
        width, height = max((east - west) * self.squeeze, 0.005), max(north - south, 0.005)
        self.scale = min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN) / height)

    def at(self, lon, lat):
        """[x, y], from the upper left corner."""
        x = WIDTH / 2 + (lon - self.middle[0]) * self.squeeze * self.scale
        y = HEIGHT / 2 - (lat - self.middle[1]) * self.scale
        return [f"{x:.1f}", f"{y:.1f}"]

    def path(self, shape):
        """The `d` of a path; what is finer than a printed dot is left out."""
        shape = shape.simplify(1 / self.scale, preserve_topology=True)
        return " ".join(f"M{'L'.join(' '.join(self.at(*xy)) for xy in line)}" for line in _lines(shape))


def _lines(shape):
    """The coordinates of all lines and rings of a shape."""
    if shape.geom_type == "Point":
        return []
    if shape.geom_type == "LineString":
        return [shape.coords]
    if shape.geom_type == "Polygon":
        return [ring.coords for ring in shape]
    return [line for part in shape for line in _lines(part)]
