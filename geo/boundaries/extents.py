"""Roughly where each voivodeship lies, to notice a wrong coordinate system even before anything is known of a
place. Degrees, rounded outwards with a margin for its waters: west, south, east, north."""

import numpy

VOIVODESHIPS = {
    "02": (14.7, 50.0, 17.9, 51.9),
    "04": (17.1, 52.2, 19.9, 53.9),
    "06": (21.5, 50.1, 24.3, 52.4),
    "08": (14.4, 51.2, 16.5, 53.2),
    "10": (17.9, 50.7, 20.8, 52.5),
    "12": (19.0, 49.1, 21.6, 50.7),
    "14": (19.1, 50.9, 23.3, 53.6),
    "16": (16.8, 49.8, 18.8, 51.3),
    "18": (21.0, 48.9, 23.7, 50.9),
    "20": (21.5, 52.1, 24.1, 54.5),
    "22": (16.6, 53.4, 19.8, 55.0),
    "24": (17.9, 49.3, 20.1, 51.2),
    "26": (19.5, 50.0, 22.0, 51.5),
    "28": (19.0, 53.0, 22.9, 54.6),
    "30": (15.6, 51.0, 19.2, 53.8),
    "32": (13.9, 52.5, 17.1, 54.8),
}
COUNTRY = (13.9, 48.9, 24.3, 55.0)


def outside(voivodeships, bounds):
    """A mask of the rows whose bounds (an array of west, south, east, north) leave their voivodeship, or the
    country where its two digits are not known."""
    allowed = numpy.array([VOIVODESHIPS.get(digits, COUNTRY) for digits in voivodeships]).reshape(-1, 4)
    inside = (bounds[:, :2] >= allowed[:, :2]).all(axis=1) & (bounds[:, 2:] <= allowed[:, 2:]).all(axis=1)
    return ~inside
