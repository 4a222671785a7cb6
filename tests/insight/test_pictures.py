"""What is shown, to take away: the map as an SVG, its areas as a CSV, the report as a PDF."""

from xml.etree import ElementTree

import pytest

from geo.models import Edition
from mapconsult.insight.classing import Class
from mapconsult.insight.pictures.picture import RAMP, colour_of
from tests.insight.places import DRAHIMSKA, RYNEK, SEA

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def ask(client, consultation, official):
    client.force_login(official)
    return lambda file, query="": client.get(f"/panel/{consultation.slug}/wyniki/{file}?{query}")


@pytest.fixture
def drawn(ask):
    """The picture of a query as XML."""
    return lambda query="": ElementTree.fromstring(ask("mapa.svg", query).content)


def texts(svg):
    return " ".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))


def test_areas_are_coloured_by_their_class(drawn, say):
    say(RYNEK, RYNEK, DRAHIMSKA)
    paths = [path for path in drawn().iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    found = {path.find(f"{SVG}title").text: path.get("fill") for path in paths}
    assert found == {"Rynek: 2": RAMP[-1], "Drahimska: 1": RAMP[0]}
    assert all(path.get("d").startswith("M") and path.get("d").endswith("Z") for path in paths)


def test_the_picture_says_what_it_shows(drawn, say, consultation, playground):
    say(RYNEK, SEA, None, category=playground)
    said = texts(drawn(f"category={playground.pk}&measure=per_km2"))
    for words in (consultation.title, "Plac zabaw", "na km2", "km", "test", "(1)"):
        assert words in said


def test_the_picture_names_the_boundaries_of_what_it_shows(drawn, make_area, gmina):
    far = make_area(3, "241401", "Daleko", gmina.parent, (19, 50, 19.2, 50.2), gmina.parent)
    make_area(4, "241401-daleko", "Daleko", far, (19, 50, 19.1, 50.1), territory=far)
    Edition.objects.filter(territory=far).update(file_name="daleko.geojson")
    assert "daleko.geojson" not in texts(drawn())


def test_what_people_typed_is_no_markup_in_the_picture(drawn, consultation):
    consultation.title = "<script>alert(1)</script> & co."
    consultation.save()
    svg = drawn("q=<b>ławka</b>")
    assert "<b>ławka</b>" in texts(svg)
    assert not [element for element in svg.iter() if element.tag.endswith("script")]


def test_classes_are_spread_over_the_ramp():
    classes = [Class(1, 1, 1), Class(2, 3, 1), Class(4, 9, 1)]
    assert [colour_of(value, classes) for value in (1, 3, 9)] == [RAMP[0], RAMP[3], RAMP[6]]
    assert (colour_of(None, classes), colour_of(2, classes[1:2])) == ("none", RAMP[3])


def test_the_table_opens_in_polish_spreadsheets(ask, say, gmina):
    gmina.name = "=Czaplinek"
    gmina.save()
    say(RYNEK, RYNEK, SEA, None)
    response = ask("obszary.csv", "level=gmina")
    header, area, outside, unplaced, whole = response.content.decode().splitlines()
    assert header.startswith("\ufeffKod;Obszar;Uwagi;")
    assert area.startswith("320301;'=Czaplinek;2;1;1;11853;0,169;")
    assert [line.split(";")[2] for line in (outside, unplaced, whole)] == ["1", "1", "4"]
    assert "teren-rekreacyjny-obszary-" in response["Content-Disposition"]


def test_the_report_is_a_tagged_pdf_of_the_filter_state(ask, say, playground):
    say(RYNEK, RYNEK, SEA, None, category=playground)
    response = ask("raport.pdf", f"category={playground.pk}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF")


def test_the_report_of_nothing_says_so(ask, consultation):
    assert ask("raport.pdf").status_code == 200


@pytest.mark.parametrize("file", ["mapa.svg", "obszary.csv", "raport.pdf"])
def test_what_is_wrong_with_an_address_is_said_in_words(ask, consultation, file):
    response = ask(file, "created_after=wczoraj")
    assert response.status_code == 400
    assert "created_after" in response.content.decode()


def test_pictures_and_tables_cost_so_many_queries(ask, say, django_assert_num_queries):
    say(RYNEK, DRAHIMSKA)
    with django_assert_num_queries(10):
        ask("mapa.svg")
    with django_assert_num_queries(9):
        ask("obszary.csv")


def test_a_picture_is_one_whatever_people_type(drawn, say, consultation):
    say(RYNEK)
    type(consultation).objects.update(title="</title><script>\x0b")
    svg = drawn("level=district&q=%01%3Cb%3E")
    assert svg.find(f"{SVG}title").text.startswith("</title><script>: ")
