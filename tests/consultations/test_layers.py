"""Plan layers: laid on the map, replaced, put in order and taken off by those who plan."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from geo.models import Area
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Consultation, PlanLayer, Zone
from tests.consultations.typed import typed

PAGE = "/panel/teren-rekreacyjny/warstwy/"
CORNERS = {
    "north_west": "16.1, 53.6",
    "north_east": "16.2, 53.6",
    "south_east": "16.2, 53.5",
    "south_west": "16.1, 53.5",
}
WMS = {"wms_url": "https://mapy.example/wms", "wms_layers": "orto"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def lay(office, consultation):
    """Lay a layer of a kind on the map by the form; returns the page that answers."""

    def lay(kind, **fields):
        return office.post(f"{PAGE}nowa/{kind}/", {"name": "Plan", "opacity": "0.8"} | fields)

    return lay


def plan(name="Plaża", **changes):
    ring = [[16.1, 53.5], [16.2, 53.5], [16.2, 53.6], [16.1, 53.5]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "geometry": geometry, "properties": {"name": name}} | changes
    data = {"type": "FeatureCollection", "features": [feature]}
    return SimpleUploadedFile("plan.geojson", json.dumps(data).encode())


def picture():
    written = BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, "PNG")
    return SimpleUploadedFile("szkic.png", written.getvalue())


@pytest.mark.parametrize("page", ["", "nowa/plan/", "%d/", "%d/usun/"])
def test_each_page_by_each_of_the_cast(client, people, consultation, page):
    layer = PlanLayer.objects.create(consultation=consultation, kind="plan", name="Plan")
    page = page % layer.pk if "%d" in page else page
    expected = dict.fromkeys(people, 403) | {"stranger": 404, "resident": 404, "nobody": 302}
    found = {}
    for who, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        found[who] = client.get(PAGE + page).status_code
    assert found == expected | {"coordinator": 200, "planner": 200}


def test_a_guest_of_an_area_does_not_plan_the_whole(client, consultation, let_in):
    area = Area.objects.get(code="320301-drahimska")
    client.force_login(let_in("rada", "district_council", ceiling=Role.PLANNER, area=area))
    assert client.get(PAGE).status_code == 403


def test_a_plan_is_laid_on_the_map(lay):
    change = Consultation.objects.with_change().get().change
    assert lay("plan", plan=plan()).status_code == 302
    assert Zone.objects.get().name == "Plaża"
    assert Consultation.objects.with_change().get().change > change


def test_an_image_is_laid_on_its_corners(lay):
    lay("image", image=picture(), **CORNERS)
    layer = PlanLayer.objects.get()
    assert layer.corners[0].coords[0] == (16.1, 53.6)
    assert layer.image.name.endswith(".webp")


def test_a_map_service_is_laid_on_the_map_and_let_in(lay, office):
    lay("wms", **WMS)
    assert "https://mapy.example" in office.get(PAGE)["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        ("plan", {}, "plan"),
        ("plan", {"plan": plan(""), "name": "A"}, "plan"),
        ("plan", {"plan": plan("a\0b")}, "plan"),
        ("plan", {"plan": plan("\ud800")}, "plan"),
        ("plan", {"plan": plan(geometry={"type": "Polygon", "coordinates": "x"})}, "plan"),
        ("plan", {"plan": plan(properties={"name": "A", "style": {"opacity": float("nan")}})}, "plan"),
        ("plan", {"plan": plan(), "opacity": "2"}, "opacity"),
        ("plan", {"plan": plan(), "opacity": "nan"}, "opacity"),
        ("image", {"image": plan(), **CORNERS}, "image"),
        ("image", {**CORNERS}, "image"),
        ("image", {"image": picture(), **CORNERS, "north_west": "tu"}, "north_west"),
        ("image", {"image": picture(), **CORNERS, "north_west": "53.5"}, "north_west"),
        ("image", {"image": picture(), **CORNERS, "north_west": "200, 53"}, "north_west"),
        (
            "image",
            {"image": picture(), **CORNERS, "south_east": "16.1, 53.5", "south_west": "16.2, 53.5"},
            "__all__",
        ),
        ("image", {"image": picture(), **dict.fromkeys(CORNERS, "16.1, 53.5")}, "__all__"),
        ("wms", {"wms_url": "javascript:alert(1)", "wms_layers": "a"}, "wms_url"),
        ("wms", {"wms_url": "https://mapy.example/"}, "wms_layers"),
    ],
)
def test_what_cannot_be_laid_on_is_told(lay, kind, fields, told):
    for file in fields.values():
        if hasattr(file, "seek"):
            file.seek(0)
    assert told in lay(kind, **fields).context["form"].errors
    assert not PlanLayer.objects.exists()


def test_an_unknown_kind_is_not_there(office, consultation):
    assert office.get(f"{PAGE}nowa/hologram/").status_code == 404


def test_a_new_file_replaces_the_zones(lay, office):
    lay("plan", plan=plan())
    page = f"{PAGE}{PlanLayer.objects.get().pk}/"
    office.post(page, typed(office.get(page), name="Nowy plan", plan=plan("Molo")))
    assert (PlanLayer.objects.get().name, Zone.objects.get().name) == ("Nowy plan", "Molo")


def test_without_a_new_file_the_old_one_stays(lay, office, media):
    lay("image", image=picture(), **CORNERS)
    page = f"{PAGE}{PlanLayer.objects.get().pk}/"
    assert office.post(page, typed(office.get(page), name="Szkic", image=None)).status_code == 302
    assert PlanLayer.objects.get().name == "Szkic"
    assert len(list((media / "layers").iterdir())) == 1


def test_the_file_of_a_replaced_or_deleted_image_is_gone(
    lay, office, media, django_capture_on_commit_callbacks
):
    lay("image", image=picture(), **CORNERS)
    old = PlanLayer.objects.get()
    page = f"{PAGE}{old.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        office.post(page, typed(office.get(page), image=picture()))
    [left] = (media / "layers").iterdir()
    assert left.name != old.image.name.rpartition("/")[2]
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"{page}usun/")
    assert not PlanLayer.objects.exists()
    assert list((media / "layers").iterdir()) == []


def test_layers_change_places(lay, office):
    for name in "ABC":
        lay("wms", name=name, **WMS)
    last = PlanLayer.objects.get(name="C")
    office.post(PAGE, {"layer": last.pk, "move": "up"})
    assert "".join(PlanLayer.objects.values_list("name", flat=True)) == "ACB"


@pytest.mark.parametrize("layer", ["", "x", "-1", "99999999999999999999999"])
def test_a_layer_that_is_not_there_moves_nowhere(office, consultation, layer):
    assert office.post(PAGE, {"layer": layer, "move": "up"}).status_code == 404


def test_queries_do_not_grow_with_layers(lay, office, django_assert_max_num_queries):
    for name in "ABCDE":
        lay("wms", name=name, **WMS)
    with django_assert_max_num_queries(9):
        office.get(PAGE)
