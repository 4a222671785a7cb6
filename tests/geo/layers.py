"""Files of own layers as people send them."""

import json


def box(west, south, east, north):
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def feature(shape, **properties):
    geometry = box(*shape) if isinstance(shape, tuple) else shape
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(*features, **members):
    return json.dumps({"type": "FeatureCollection", "features": features} | members).encode()


# Electoral wards of Czaplinek: its west, and half of its east.
WEST, EAST = (16.0, 53.4, 16.2, 53.7), (16.2, 53.4, 16.3, 53.7)
WARDS = geojson(
    feature(WEST, kod="1", nazwa="Obwód 1", ludnosc=1200), feature(EAST, kod="2", nazwa="Obwód 2")
)
