"""The map views that are measured: the country, the town where most is said, and a few of its streets."""

from dataclasses import dataclass

from django.db.models import Avg, Count

from geo.grid import lonlat, tile_range
from mapconsult.feedback.models import Remark


@dataclass(frozen=True)
class View:
    """A box in degrees (west, south, east, north) and the zoom of a map that shows it."""

    name: str
    box: tuple
    zoom: int

    @property
    def query(self):
        return f"in_bbox={','.join(map(str, self.box))}&zoom={self.zoom}"

    @property
    def tiles(self):
        (west, east), (north, south) = tile_range(self.box)
        return {"west": west, "east": east, "north": north, "south": south}


def views(consultation):
    """The first view of the map, a town at zoom 12, and streets at zoom 16, both where most remarks are."""
    lon, lat = _centre(consultation)
    return [
        View("country", consultation.extent.extent, 6),
        View("town", (lon - 0.22, lat - 0.12, lon + 0.22, lat + 0.12), 11),
        View("streets", (lon - 0.014, lat - 0.008, lon + 0.014, lat + 0.008), 15),
    ]


def _centre(consultation):
    remarks = Remark.objects.of(consultation).placed().order_by().values("gmina")
    fullest = remarks.annotate(count=Count("*"), x=Avg("tile_x"), y=Avg("tile_y")).order_by("-count", "gmina")
    return lonlat(fullest[0]["x"], fullest[0]["y"])
