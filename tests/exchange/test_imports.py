"""Remarks from files: what is taken, what is refused and why, what is there already."""

import json

import pytest
from django.utils import timezone

from geo.boundaries.errors import BadInput
from mapconsult.exchange.imports.mapping import Mapping
from mapconsult.exchange.imports.store import take_in
from mapconsult.exchange.models import Import
from mapconsult.feedback.models import Remark, Submission
from tests.exchange.importing import COLUMNS, HEADER, MAPPING, ROW, bring

__all__ = ["bring"]
WITH_LETTER = Mapping(COLUMNS | {"letter": "pismo", "person": "osoba"})


def faults(report):
    return [(fault.row, fault.column) for fault in report.faults]


@pytest.fixture(autouse=True)
def begun_early(consultation):
    """The dates of these files lie within the time of the consultation."""
    consultation.opens_at = timezone.datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
    consultation.save()


def test_a_row_becomes_a_remark_that_knows_its_gmina(bring, playground, gmina):
    report = bring(ROW)
    remark = Remark.objects.get()
    assert (report.rows, report.taken, report.outside) == (1, 1, 0)
    assert (remark.body, remark.category, remark.gmina) == ("Ławka", playground, gmina)
    assert remark.point.coords == (16.1, 53.5)
    assert timezone.localdate(remark.received_at).isoformat() == "2026-05-01"


def test_the_same_file_stores_nothing_twice(bring, playground):
    bring(ROW)
    report = bring(ROW)
    assert (report.taken, report.repeated, report.faults) == (0, 1, [])
    assert Remark.objects.count() == 1


def test_rows_without_an_id_are_known_by_what_they_say(bring, playground):
    columns = {name: column for name, column in COLUMNS.items() if name != "id"}
    bring(ROW, ROW, mapping=Mapping(columns))
    report = bring(ROW, ROW, ROW, mapping=Mapping(columns))
    assert (report.taken, report.repeated) == (1, 2)


def test_an_id_that_says_something_else_now_is_refused(bring, playground):
    bring(ROW)
    report = bring(ROW.replace("Ławka", "Kosz"))
    assert (report.taken, faults(report)) == (0, [(1, "nr")])
    assert Remark.objects.get().body == "Ławka"


def test_a_place_outside_poland_is_kept_and_counted_as_outside(bring, playground):
    report = bring("1,-77.04,38.92,Plac zabaw,2026-05-01,Red light")
    assert (report.taken, report.outside) == (1, 1)
    assert Remark.objects.get().gmina is None


def test_a_row_without_a_place_is_taken_without_one(bring, playground):
    report = bring("1,,,Plac zabaw,2026-05-01,Ławka")
    assert (report.taken, report.unplaced) == (1, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1,16.1,53.5,Plac zabaw,2026-05-01,", "tekst"),
        ("1,16.1,53.5,Plac zabaw,wczoraj,Ławka", "data"),
        ("1,16.1,53.5,Plac zabaw,2999-01-01,Ławka", "data"),
        ("1,szesnaście,53.5,Plac zabaw,2026-05-01,Ławka", "lon"),
        ("1,16.1,,Plac zabaw,2026-05-01,Ławka", ""),
        ("1,916.1,53.5,Plac zabaw,2026-05-01,Ławka", "lon"),
        ("1,16.1,53.5,Lotnisko,2026-05-01,Ławka", "rodzaj"),
    ],
)
def test_a_bad_row_is_refused_with_its_column_and_the_others_are_taken(bring, playground, row, column):
    report = bring(row, ROW.replace("1,", "2,", 1))
    assert (report.taken, faults(report)) == (1, [(1, column)])


def test_unknown_categories_are_made_when_asked_for(bring, playground, consultation):
    report = bring(ROW, "2,16.1,53.5,Lotnisko,2026-05-01,Nie", make_categories=True)
    assert (report.taken, report.made) == (2, ["Lotnisko"])
    assert consultation.categories.filter(name="Lotnisko").exists()


def test_empty_cells_and_foreign_values_mean_what_the_mapping_says(bring, playground):
    mapping = Mapping(
        COLUMNS | {"stakeholder": "rodzaj"},
        {"body": "(bez słów)"},
        {("stakeholder", "Plac zabaw"): "resident"},
    )
    bring("1,16.1,53.5,Plac zabaw,2026-05-01,", mapping=mapping)
    remark = Remark.objects.get()
    assert (remark.body, remark.stakeholder) == ("(bez słów)", "resident")


def test_metres_of_pl_1992_are_turned_into_degrees(bring, playground):
    mapping = Mapping(COLUMNS, crs=2180)
    bring("1,315000,637000,Plac zabaw,2026-05-01,Ławka", mapping=mapping)
    lon, lat = Remark.objects.get().point.coords
    assert (round(lon, 2), round(lat, 2)) == (16.21, 53.57)


def test_rows_of_one_letter_are_points_of_one_submission(bring, playground):
    lines = ["1,16.1,53.5,,2026-05-01,Ławka,P1,Anna", "2,16.3,53.5,,2026-05-01,Kosz,P1,Anna"]
    bring(*lines, "3,,,,2026-05-02,Drzewo,P2,Anna", header=f"{HEADER},pismo,osoba", mapping=WITH_LETTER)
    assert list(Remark.objects.order_by("pk").values_list("ordinal", flat=True)) == [1, 2, 1]
    assert Submission.objects.count() == 2
    assert len(set(Submission.objects.values_list("person_key", flat=True))) == 1


def test_a_letter_with_a_bad_row_is_refused_whole(bring, playground):
    lines = ["1,16.1,53.5,,2026-05-01,Ławka,P1,Anna", "2,16.3,53.5,,,Kosz,P1,Anna"]
    report = bring(*lines, header=f"{HEADER},pismo,osoba", mapping=WITH_LETTER)
    assert faults(report) == [(1, "pismo"), (2, "data")]
    assert not Submission.objects.exists()


def test_what_came_outside_the_time_of_the_consultation_waits_for_a_moderator(bring, playground):
    bring("1,16.1,53.5,Plac zabaw,2019-05-01,Ławka")
    remark = Remark.objects.get()
    assert (remark.state, remark.flags) == ("pending", ["late"])


def test_a_file_of_geodata_brings_its_shapes(consultation, tmp_path):
    line = {"type": "LineString", "coordinates": [[16.1, 53.5], [16.12, 53.51]]}
    properties = {"tekst": "Ścieżka", "data": "2026-05-01"}
    feature = {"type": "Feature", "geometry": line, "properties": properties}
    path = tmp_path / "uwagi.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    mapping = Mapping({"body": "tekst", "received_at": "data"})
    assert take_in(path=path, mapping=mapping, consultation=consultation).taken == 1
    assert Remark.objects.get().geometry.geom_type == "LineString"


@pytest.mark.parametrize(
    "columns",
    [
        {"body": "tekst"},
        COLUMNS | {"colour": "rodzaj"},
        {**COLUMNS, "y": ""},
        {"body": "b", "received_at": "d", "x": "x"},
    ],
)
def test_a_mapping_that_cannot_be_right_is_refused(bring, columns):
    with pytest.raises(BadInput):
        bring(ROW, mapping=Mapping(columns))
    assert not Import.objects.exists()


def test_readers_are_told(bring, playground, client):
    path = "/api/v1/consultations/teren-rekreacyjny/counts/"
    tag = client.get(path)["ETag"]
    bring(ROW)
    assert client.get(path, HTTP_IF_NONE_MATCH=tag).json()["total"] == 1


def test_the_record_tells_who_brought_what(bring, playground, official):
    bring(ROW, "2,,,,,")
    record = Import.objects.get()
    assert (record.taken, record.refused, record.imported_by) == (1, 1, official)
    assert Mapping(record.mapping["columns"]) == MAPPING


@pytest.mark.parametrize("day", ["0001-01-01", "1949-12-31"])
def test_a_day_of_another_century_is_refused(bring, playground, day):
    assert faults(bring(ROW.replace("2026-05-01", day))) == [(1, "data")]
