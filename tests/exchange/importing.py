"""Files of remarks and their mappings, for the tests of imports."""

import pytest

from mapconsult.exchange.imports.mapping import Mapping
from mapconsult.exchange.imports.store import take_in

COLUMNS = {
    "x": "lon",
    "y": "lat",
    "body": "tekst",
    "category": "rodzaj",
    "received_at": "data",
    "id": "nr",
}
HEADER = "nr,lon,lat,rodzaj,data,tekst"
ROW = "1,16.1,53.5,Plac zabaw,2026-05-01,Ławka"
MAPPING = Mapping(COLUMNS)


@pytest.fixture
def bring(consultation, tmp_path, official):
    """Import lines of a CSV under HEADER; the Report."""

    def bring(*lines, mapping=MAPPING, header=HEADER, **how):
        path = tmp_path / "uwagi.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return take_in(path=path, mapping=mapping, consultation=consultation, by=official, **how)

    return bring
