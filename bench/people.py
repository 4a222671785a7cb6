"""What people say and where: made up, the same at every run, dense where many live."""

import random
from itertools import accumulate

from django.contrib.gis.db.models.functions import PointOnSurface

from geo.models import Boundary, Level

SENTENCES = [
    "Proszę o ławkę w cieniu, najlepiej przy ścieżce.",
    "Przejście dla pieszych jest tu słabo oświetlone i wieczorem strach przechodzić.",
    "Plac zabaw wymaga ogrodzenia od strony ulicy.",
    "Brakuje stojaków na rowery.",
    "Chodnik jest za wąski dla wózka i dla osoby z zakupami.",
    "Tu mógłby powstać mały park kieszonkowy zamiast dzikiego parkingu.",
    "Po deszczu stoi woda, potrzebna jest kanalizacja deszczowa.",
    "Zostawmy te drzewa, latem dają jedyny cień w okolicy.",
    "Samochody jeżdżą zbyt szybko, przydałby się próg zwalniający.",
    "Jestem za nową ścieżką nad wodą, byle bez asfaltu.",
    "Autobus zatrzymuje się za daleko od szkoły.",
    "Nie zgadzam się na zabudowę wyższą niż dwa piętra.",
]
CHANNELS = ["web"] * 18 + ["paper"] + ["meeting"]
# A degree of latitude is 111 km: remarks scatter by about a kilometre around where people live.
SCATTER = 0.012
NOWHERE = 0.01
# A prime: letters are dealt out to persons without a pattern.
SPREAD = 2_654_435_761


def remarks(first, last):
    """Rows (n, letter, ordinal, lon, lat, category number, body, channel, person) for n in first..last-1.

    Row n is the same whatever the range asked for. Five letters hold six remarks, three persons write five
    letters, and one remark in a hundred has no place (None, None).
    """
    homes, weights = _homes()
    for n in range(first, last):
        chance = random.Random(n)
        lon, lat = chance.choices(homes, cum_weights=weights)[0]
        if chance.random() < NOWHERE:
            place = None, None
        else:
            place = lon + chance.gauss(0, SCATTER * 1.6), lat + chance.gauss(0, SCATTER)
        body = " ".join(chance.sample(SENTENCES, chance.randint(1, 3)))
        letter, ordinal = n * 5 // 6, 2 if n % 6 == 1 else 1
        person = letter * SPREAD % (letter * 3 // 5 + 1)
        yield n, letter, ordinal, *place, chance.randrange(8), body, CHANNELS[letter % len(CHANNELS)], person


def _homes():
    """A point in every gmina and the sums of their residents, to draw from."""
    rows = (
        Boundary.objects.filter(level=Level.GMINA, is_current=True)
        .annotate(home=PointOnSurface("geometry"))
        .order_by("area__code")
        .values_list("home", "area__populations__number")
    )
    homes, residents = zip(*((home.coords, number or 1000) for home, number in rows), strict=True)
    return homes, list(accumulate(residents))
