"""Putting editions in force, and back."""

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError

from geo.actions import activate
from geo.models import Area, Edition, Level, Revision
from mapconsult.feedback.models import Remark

CZAPLINEK = ({"terc": "3203013", "name": "Czaplinek"}, (16.0, 53.4, 16.4, 53.7))
ZLOCIENIEC = ({"terc": "3203063", "name": "Złocieniec"}, (15.8, 53.4, 16.0, 53.7))
# A tenth of a degree has gone over to the neighbour.
NARROWER = (CZAPLINEK[0], (16.1, 53.4, 16.4, 53.7))
WIDER = (ZLOCIENIEC[0], (15.8, 53.4, 16.1, 53.7))
BARLINEK = ({"terc": "3210013", "name": "Barlinek"}, (15.1, 52.9, 15.3, 53.1))
IN_BETWEEN = Point(16.05, 53.5, srid=4326)


@pytest.fixture
def take(write, run):
    """Import gminas and put them in force; the edition."""

    def take(*rows, within="PL", level="gmina"):
        path = write(f"{len(list(Edition.objects.all()))}.geojson", *rows)
        arguments = ["--source", "geojson", "--level", level, "--within", within, "--commit", "--activate"]
        run("import_boundaries", path, *arguments)
        return Edition.objects.order_by("pk").last()

    return take


@pytest.fixture
def two_powiats(powiat):
    Area.objects.create(level=Level.POWIAT, code="3210", name="myśliborski", parent=powiat.parent)


def gmina_at(point):
    return Area.objects.covering(point).at_level(Level.GMINA).values_list("code", flat=True).first()


def current():
    return set(Area.objects.current().at_level(Level.GMINA).values_list("code", flat=True))


def test_a_new_edition_replaces_the_old_one(powiat, take):
    old, new = take(CZAPLINEK, ZLOCIENIEC), take(NARROWER, WIDER)
    old.refresh_from_db()
    assert (old.is_current, new.is_current) == (False, True)
    assert gmina_at(IN_BETWEEN) == "320306"


def test_an_old_edition_can_be_put_back(powiat, take):
    old = take(CZAPLINEK, ZLOCIENIEC)
    take(NARROWER, WIDER)
    activate(edition=old)
    assert gmina_at(IN_BETWEEN) == "320301"
    assert list(Edition.objects.filter(level=Level.GMINA, is_current=True)) == [old]


def test_what_an_edition_does_not_know_any_more_has_vanished(powiat, take):
    take(CZAPLINEK, ZLOCIENIEC)
    edition = take(CZAPLINEK)
    assert current() == {"320301"}
    assert Area.objects.filter(code="320306").exists()
    assert activate(edition=edition).vanished == []


def test_the_edition_of_a_powiat_leaves_the_others_alone(two_powiats, take):
    country = take(CZAPLINEK, ZLOCIENIEC, BARLINEK)
    take(NARROWER, within="3203")
    country.refresh_from_db()
    assert current() == {"320301", "321001"}
    assert country.is_current
    assert gmina_at(IN_BETWEEN) is None


def test_an_edition_of_the_country_takes_the_powiat_back(two_powiats, take):
    take(CZAPLINEK, ZLOCIENIEC, BARLINEK)
    powiat = take(NARROWER, within="3203")
    take(WIDER, BARLINEK)
    powiat.refresh_from_db()
    assert not powiat.is_current
    assert current() == {"320306", "321001"}


def test_editions_of_other_levels_stay(powiat, take):
    take(CZAPLINEK, ZLOCIENIEC)
    assert Edition.objects.filter(level=Level.POWIAT, is_current=True).count() == 1
    assert Area.objects.current().at_level(Level.POWIAT).get() == powiat


def test_activation_counts_the_revision_up(powiat, take):
    edition = take(CZAPLINEK)
    before = Revision.current()
    activate(edition=edition)
    assert Revision.current() == before + 1


def test_remarks_move_to_their_new_areas(consultation, other_gmina, gmina, say, take):
    (remark,) = say((16.05, 53.5))
    assert remark.gmina == gmina
    take(NARROWER, WIDER, within="3203")
    remark.refresh_from_db()
    assert (remark.gmina, remark.district) == (other_gmina, None)


def test_rows_that_do_not_differ_are_not_written(consultation, other_gmina, say, take):
    moving, staying = say((16.05, 53.5), (16.15, 53.5))
    written = lambda remark: Remark.objects.extra(select={"x": "xmin::text"}).get(pk=remark.pk).x  # noqa: E731
    before = written(staying)
    edition = take(NARROWER, WIDER, within="3203")
    assert written(staying) == before
    assert activate(edition=edition).moved[0].rows == 0


def test_a_remark_that_falls_outside_every_area_stays(consultation, gmina, say, reshape):
    (remark,) = say((16.05, 53.5))
    for area in Area.objects.filter(level__lte=Level.GMINA):
        reshape(area, "MULTIPOLYGON(((20 50, 21 50, 21 51, 20 50)))")
    done = activate(edition=Edition.objects.get(level=Level.GMINA))
    remark.refresh_from_db()
    assert (remark.district, remark.gmina, remark.powiat, remark.voivodeship) == (None,) * 4
    assert done.moved[0].outside == 1


def test_a_remark_about_no_place_stays_nowhere(consultation, other_gmina, say, take):
    (remark,) = say(None)
    take(NARROWER, WIDER, within="3203")
    remark.refresh_from_db()
    assert remark.gmina is None


def test_the_command_prints_what_moved(consultation, other_gmina, gmina, say, take, run):
    say((16.05, 53.5), (16.15, 53.5))
    first = Edition.objects.get(level=Level.GMINA)
    take(NARROWER, WIDER, within="3203")
    assert run("activate_edition", first.pk) == [
        f"Edition {first.pk} is in force: 2 boundaries.",
        "remarks that changed their areas: 1 (district 1, gmina 1, powiat 0, voivodeship 0; "
        "now outside every area 0)",
    ]


def test_the_command_knows_no_other_edition(poland, run):
    with pytest.raises(CommandError, match="There is no edition 0. There are: "):
        run("activate_edition", 0)
