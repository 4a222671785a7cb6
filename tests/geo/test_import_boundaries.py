"""The command: what it prints, what it keeps, and what it leaves alone."""

import pytest
import shapely
from django.core.management import CommandError, call_command

from geo.models import Area, Boundary, BoundaryPart, Edition, Level

CZAPLINEK = ({"terc": "3203013", "name": "Czaplinek"}, (16.0, 53.4, 16.4, 53.7))
ZLOCIENIEC = ({"terc": "3203063", "name": "Złocieniec"}, (15.8, 53.4, 16.0, 53.7))
GMINAS = ["--source", "geojson", "--level", "gmina"]
DISTRICTS = ["--source", "geojson", "--level", "district"]


@pytest.fixture
def imported(powiat, write, run):
    """Both gminas, imported and put in force; the file."""
    path = write("gminy.geojson", CZAPLINEK, ZLOCIENIEC)
    run("import_boundaries", path, *GMINAS, "--commit", "--activate")
    return path


def everything():
    return [model.objects.count() for model in (Area, Edition, Boundary, BoundaryPart)]


def test_a_dry_run_reports_and_keeps_nothing(powiat, write, run):
    before = everything()
    lines = run("import_boundaries", write("a.geojson", CZAPLINEK, ZLOCIENIEC), *GMINAS, "--activate")
    assert lines == [
        "Read: 2, in EPSG:4326",
        "New: 2: Czaplinek, Złocieniec",
        "Changed: 0",
        "Unchanged: 0",
        "Vanished: 0",
        "Rejected: 0",
        "Nothing was written. Run it again with --commit to keep this.",
    ]
    assert everything() == before


def test_a_dry_run_on_an_empty_database_leaves_it_empty(db, write, run):
    path = write("a.geojson", ({"terc": "32", "name": "zachodniopomorskie"}, (14.2, 52.7, 16.9, 54.5)))
    run("import_boundaries", path, "--source", "geojson", "--level", "voivodeship")
    assert everything() == [0, 0, 0, 0]


def test_the_first_import_makes_the_country(db, write, run):
    path = write("a.geojson", ({"terc": "32", "name": "zachodniopomorskie"}, (14.2, 52.7, 16.9, 54.5)))
    run("import_boundaries", path, "--source", "geojson", "--level", "voivodeship", "--commit")
    assert Area.objects.get(code="32").parent.code == "PL"


def test_commit_keeps_an_edition_that_is_not_in_force(powiat, write, run):
    run("import_boundaries", write("a.geojson", CZAPLINEK), *GMINAS, "--commit")
    edition = Edition.objects.get(level=Level.GMINA)
    assert (edition.source, edition.file_name, edition.is_current) == ("geojson", "a.geojson", False)
    assert len(edition.sha256) == 64
    assert not Area.objects.current().at_level(Level.GMINA).exists()


def test_activate_puts_it_in_force(imported):
    gminas = Area.objects.current().at_level(Level.GMINA).order_by("code")
    assert [(area.code, area.kind, area.parent.code) for area in gminas] == [
        ("320301", "3", "3203"),
        ("320306", "3", "3203"),
    ]


def test_a_progress_bar_runs_on_the_error_stream(powiat, write, capsys):
    call_command("import_boundaries", str(write("a.geojson", CZAPLINEK)), *GMINAS)
    assert "a.geojson: 100%" in capsys.readouterr().err


def test_a_second_run_changes_nothing(imported, run):
    before = everything()
    lines = run("import_boundaries", imported, *GMINAS, "--commit", "--activate")
    assert "Unchanged: 2" in lines
    assert lines[-1].endswith("says the same: nothing was written.")
    assert everything() == before


def test_the_same_content_can_be_put_in_force_later(powiat, write, run):
    path = write("a.geojson", CZAPLINEK)
    run("import_boundaries", path, *GMINAS, "--commit")
    run("import_boundaries", path, *GMINAS, "--commit", "--activate")
    assert Edition.objects.get(level=Level.GMINA).is_current


def test_what_differs_from_what_is_in_force_is_told(imported, write, run):
    wider = (CZAPLINEK[0], (16.0, 53.4, 16.44, 53.7))
    new = ({"terc": "3203023", "name": "Drawsko Pomorskie"}, (15.8, 53.7, 15.9, 53.75))
    lines = run("import_boundaries", write("b.geojson", wider, new), *GMINAS)
    assert lines[1:5] == [
        "New: 1: Drawsko Pomorskie",
        "Changed: 1: Czaplinek",
        "Unchanged: 0",
        "Vanished: 1: Złocieniec",
    ]
    assert lines[5].startswith("Area: 884.72 km² before, 973.18 km² now;")
    assert lines[5].endswith("most: Czaplinek +10.00 %")


def test_a_new_name_is_a_change_that_comes_with_activation(imported, write, run):
    path = write("b.geojson", ({"terc": "3203013", "name": "Czaplinek Nowy"}, CZAPLINEK[1]), ZLOCIENIEC)
    run("import_boundaries", path, *GMINAS, "--commit")
    assert Area.objects.get(code="320301").name == "Czaplinek"
    run("import_boundaries", path, *GMINAS, "--commit", "--activate")
    assert Area.objects.get(code="320301").name == "Czaplinek Nowy"


def test_a_source_without_kinds_leaves_them(imported, write, run):
    path = write("b.geojson", ({"terc": "320301", "name": "Inny"}, CZAPLINEK[1]))
    run("import_boundaries", path, *GMINAS, "--commit", "--activate")
    assert Area.objects.get(code="320301").kind == "3"


def test_rows_are_rejected_with_their_reason(imported, write, run):
    town = ({"terc": "3203014", "name": "miasto"}, (16.2, 53.5, 16.3, 53.6))
    orphan = ({"terc": "3210013", "name": "Barlinek"}, (15.1, 52.9, 15.3, 53.1))
    lines = run("import_boundaries", write("b.geojson", CZAPLINEK, town, orphan), *GMINAS)
    assert lines[-4:-1] == [
        "Rejected: 2",
        "  there is no powiat 3210 yet: import that level first: 1: Barlinek",
        "  type 4 is the town in an urban-rural gmina, not a gmina: 1: miasto",
    ]


def test_rows_outside_the_territory_are_rejected(imported, write, run):
    Area.objects.create(
        level=Level.POWIAT, code="3210", name="x", parent=Area.objects.get(level=Level.VOIVODESHIP)
    )
    other = ({"terc": "3210013", "name": "Barlinek"}, (15.1, 52.9, 15.3, 53.1))
    lines = run("import_boundaries", write("b.geojson", CZAPLINEK, other), *GMINAS, "--within", "3203")
    assert "  outside drawski (3203): 1: Barlinek" in lines


def test_repairs_and_overhangs_are_named(powiat, write, run):
    bow_tie = shapely.Polygon([(16.0, 53.4), (16.44, 53.7), (16.44, 53.4), (16.0, 53.7)])
    lines = run("import_boundaries", write("a.geojson", (CZAPLINEK[0], bow_tie)), *GMINAS)
    assert "Crossed themselves, repaired: 1: Czaplinek" in lines
    assert "Lie partly outside the area above: 1: Czaplinek 16.5%" in lines


def test_nothing_left_to_import_is_an_error(poland, write, run):
    with pytest.raises(
        CommandError, match="Every row was rejected, the first because: there is no powiat 3203"
    ):
        run("import_boundaries", write("a.geojson", CZAPLINEK), *GMINAS)


def test_a_country_that_is_not_poland_is_an_error(write, run, db):
    path = write("a.geojson", ({"terc": "CZ", "name": "Česko"}, (14.2, 52.7, 16.9, 54.5)))
    with pytest.raises(CommandError, match="the code “CZ” is not one of a country"):
        run("import_boundaries", path, "--source", "geojson", "--level", "country")


def test_a_district_more_than_half_outside_its_gmina_is_an_error(imported, write, run):
    before = everything()
    path = write("a.geojson", ({"name": "Rynek"}, (16.3, 53.4, 16.6, 53.7)))
    with pytest.raises(CommandError, match="Rynek lies with 66 % of its area outside 320301"):
        run("import_boundaries", path, *DISTRICTS, "--within", "320301", "--commit", "--activate")
    assert everything() == before


def test_districts_belong_to_the_gmina_named(imported, write, run):
    path = write("a.geojson", ({"name": "Rynek"}, (16.0, 53.4, 16.2, 53.7)))
    run("import_boundaries", path, *DISTRICTS, "--within", "3203013", "--commit", "--activate")
    district = Area.objects.current().get(level=Level.DISTRICT)
    assert (district.code, district.parent.code) == ("320301-rynek", "320301")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (DISTRICTS, "Districts are those of a gmina: name it with --within"),
        ([*DISTRICTS, "--within", "3203"], "Districts are those of a gmina: name it with --within"),
        ([*GMINAS, "--within", "9999"], "No area has the code 9999"),
        ([*GMINAS, "--within", "320301"], "--within must name an area above the level imported"),
    ],
)
def test_a_territory_that_cannot_be(imported, run, arguments, message):
    with pytest.raises(CommandError, match=message):
        run("import_boundaries", imported, *arguments)


def test_bad_input_leaves_the_database_alone(imported, write, run):
    before = everything()
    with pytest.raises(CommandError, match="stand more than once: 320301"):
        run("import_boundaries", write("b.geojson", CZAPLINEK, CZAPLINEK), *GMINAS, "--commit")
    assert everything() == before


def test_large_shapes_are_cut_into_small_parts(powiat, write, run):
    round_shape = shapely.Point(16.2, 53.55).buffer(0.12, quad_segs=200)
    run(
        "import_boundaries",
        write("a.geojson", (CZAPLINEK[0], round_shape)),
        *GMINAS,
        "--commit",
        "--activate",
    )
    parts = BoundaryPart.objects.filter(area__code="320301")
    assert parts.count() > 5
    assert max(part.geometry.num_coords for part in parts) <= 128
    assert sum(part.geometry.area for part in parts) == pytest.approx(round_shape.area)


def test_outlines_of_neighbours_share_their_edges(powiat, write, run):
    jagged = [(16 + 0.0005 * (step % 2), 53.4 + step * 0.003) for step in range(101)]
    east = shapely.Polygon([*jagged, (16.4, 53.7), (16.4, 53.4)])
    west = shapely.Polygon([*jagged, (15.8, 53.7), (15.8, 53.4)])
    path = write("a.geojson", (CZAPLINEK[0], east), (ZLOCIENIEC[0], west))
    run("import_boundaries", path, *GMINAS, "--commit", "--activate")
    one, other = (boundary.outline for boundary in Boundary.objects.filter(level=Level.GMINA))
    assert one.num_coords < 40 < shapely.get_num_coordinates(east)
    assert one.intersection(other).area == 0
    assert one.union(other).area == pytest.approx(0.18, rel=0.01)
