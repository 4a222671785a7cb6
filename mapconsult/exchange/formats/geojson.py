"""GeoJSON (RFC 7946): EPSG:4326 alone, the features as the API gives them, one a line."""

from mapconsult.feedback.features import GEOJSON, feature

CONTENT_TYPE = GEOJSON
EXTENSION = "geojson"
CRS = [4326]


def row(*, official):
    """What is asked of the database for each remark: its feature, the same as the API's."""
    return feature(official=official)


def pieces(batches):
    """The document as pieces of bytes, from lists of such rows."""
    yield b'{"type":"FeatureCollection","features":['
    separator = "\n"
    for batch in batches:
        yield (separator + ",\n".join(batch)).encode()
        separator = ",\n"
    yield b"\n]}\n"
