"""Own layers of areas in the panel: sent, looked at, loaded, replaced, renamed and deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from geo.models import Layer, LayerArea
from mapconsult.consultations import own_layer_forms
from mapconsult.consultations.models import LayerFile, OwnLayer
from mapconsult.consultations.own_layer_actions import load_layer_file, take_layer_away
from mapconsult.feedback.models import Remark
from tests.geo.layers import EAST, WARDS, WEST, feature, geojson

PAGE = "/panel/zespol/gmina-czaplinek/obszary/"


@pytest.fixture
def office(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def send(office):
    """Send a file by a form; returns the page that answers."""

    def send(content=WARDS, address=PAGE, **fields):
        file = SimpleUploadedFile("obwody.geojson", content)
        return office.post(address, {"name": "Obwody", "file": file} | fields, follow=True)

    return send


def at(file):
    return f"{PAGE}plik/{file.pk}/"


def text(page):
    return page.content.decode()


@pytest.fixture
def wards(send, office):
    """The layer of the wards, loaded."""
    send()
    file = LayerFile.objects.get()
    office.post(at(file), {"load": 1})
    load_layer_file.call(file.pk)
    return OwnLayer.objects.get()


def test_there_is_no_layer_yet(office, django_assert_num_queries):
    with django_assert_num_queries(6):
        page = office.get(PAGE)
    assert "No layer yet" in text(page) or "Nie ma jeszcze" in text(page)


def test_a_file_shows_what_was_found(send):
    page = send()
    assert page.redirect_chain[-1][0] == at(LayerFile.objects.get())
    assert "Obwód 1" in text(page)
    assert 'src="data:image/svg+xml' in text(page)
    assert not Layer.objects.exists()


def test_a_file_is_loaded_by_the_worker_and_locates_what_was_said(send, office, say):
    (said,) = say((16.1, 53.5))
    send()
    file = LayerFile.objects.get()
    assert 'data-waiting="yes"' in text(office.post(at(file), {"load": 1}, follow=True))
    load_layer_file.call(file.pk)
    own = OwnLayer.objects.get()
    assert own.organisation.slug == "gmina-czaplinek"
    assert Remark.objects.get(pk=said.pk).own_areas == [own.layer.areas.get(code="1").pk]
    assert not LayerFile.objects.exists()
    assert "Obwody" in text(office.get(PAGE))


def test_a_task_that_runs_twice_loads_once(wards):
    load_layer_file.call(0)
    assert OwnLayer.objects.count() == 1


def test_other_columns_can_be_chosen(send, office):
    send(geojson(feature(WEST, opis="Zachód", numer=4)))
    file = LayerFile.objects.get()
    assert (file.code_field, file.name_field) == ("numer", "opis")
    office.post(at(file), {"show": 1, "name_field": "numer", "code_field": ""})
    file.refresh_from_db()
    assert (file.code_field, file.name_field) == ("", "numer")


def test_what_is_left_out_is_told_and_the_rest_can_be_loaded(send):
    page = send(geojson(feature(WEST, nazwa="A"), feature(None, nazwa="B")))
    assert "2. B" in text(page)
    assert 'name="load"' in text(page)


def test_areas_that_overlap_cannot_be_loaded(send, office):
    page = send(geojson(feature(WEST, nazwa="A"), feature((16.1, 53.4, 16.3, 53.7), nazwa="B")))
    assert "A / B" in text(page)
    assert 'name="load"' not in text(page)
    office.post(at(LayerFile.objects.get()), {"load": 1})
    assert LayerFile.objects.get().state == "choosing"


def test_a_bad_file_is_told_and_the_name_kept(send):
    page = send(b"{", name="Szkoły")
    assert page.status_code == 422
    assert 'value="Szkoły"' in text(page)
    assert not LayerFile.objects.exists()


def test_a_name_is_given_once(wards, send):
    assert send(name="obwody").status_code == 422


def test_a_file_can_be_thrown_away(send, office):
    send()
    office.post(at(LayerFile.objects.get()), {"discard": 1})
    assert not LayerFile.objects.exists()


def test_a_newer_file_replaces_the_areas(wards, send, office):
    content = geojson(feature(EAST, kod="2", nazwa="Drugi"))
    page = send(content, f"{PAGE}{wards.pk}/", replace=1)
    assert "Obwód 1" in text(page)
    file = LayerFile.objects.get()
    office.post(at(file), {"load": 1})
    load_layer_file.call(file.pk)
    assert list(wards.layer.areas.values_list("name", flat=True)) == ["Drugi"]
    assert OwnLayer.objects.count() == 1


def test_a_layer_shows_its_areas_and_is_renamed(wards, office, django_assert_num_queries):
    address = f"{PAGE}{wards.pk}/"
    with django_assert_num_queries(7):
        assert "442" in text(office.get(address))
    office.post(address, {"rename": 1, "name": "Okręgi"})
    wards.layer.refresh_from_db()
    assert wards.layer.name == "Okręgi"


def test_a_deleted_layer_is_gone_at_once_and_its_areas_soon(wards, office):
    layer = wards.layer_id
    office.post(f"{PAGE}{wards.pk}/usun/")
    assert not OwnLayer.objects.exists()
    take_layer_away.call(layer)
    assert not LayerArea.objects.exists()


def test_what_fails_in_the_worker_says_so(send, office, monkeypatch):
    send()
    file = LayerFile.objects.get()
    office.post(at(file), {"load": 1})
    LayerFile.objects.update(name_field="kolumna")
    load_layer_file.call(file.pk)
    assert LayerFile.objects.get().state == "failed"
    assert LayerFile.objects.get().error in text(office.get(PAGE))


def test_others_know_nothing_of_it(wards, client, stranger):
    client.force_login(stranger)
    assert client.get(f"{PAGE}{wards.pk}/").status_code == 404
    assert client.get(f"/panel/zespol/gmina-zlocieniec/obszary/{wards.pk}/").status_code == 404


def test_an_organisation_has_a_few_layers(send, wards, monkeypatch):
    monkeypatch.setattr(own_layer_forms, "MOST_LAYERS", 1)
    page = send(name="Szkoły")
    assert (page.status_code, LayerFile.objects.count()) == (422, 0)
