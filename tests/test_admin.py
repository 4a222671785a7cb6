"""The admin, where administrators look things up and set up what has no page of its own."""

from io import BytesIO

import pytest
from django.contrib.admin import site
from django.contrib.gis.geos import GEOSGeometry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from mapconsult.accounts.models import User
from mapconsult.consultations.models import PlanLayer, Zone

TRIANGLE = b"""{"type": "FeatureCollection", "features": [{"type": "Feature",
  "geometry": {"type": "Polygon", "coordinates": [[[16.2, 53.5], [16.3, 53.5], [16.3, 53.6], [16.2, 53.5]]]},
  "properties": {"name": "Plac zabaw"}}]}"""


@pytest.fixture
def admin(client, db):
    client.force_login(User.objects.create_superuser("admin@mapconsult.example", "x"))
    return client


@pytest.fixture
def upload(admin, consultation):
    """Make a plan layer from a file; returns the page that answers."""

    def upload(content):
        data = {"consultation": consultation.pk, "kind": "plan", "name": "Plan", "order": 0, "opacity": 1}
        data["plan"] = SimpleUploadedFile("plan.geojson", content)
        return admin.post(reverse("admin:consultations_planlayer_add"), data)

    return upload


@pytest.mark.parametrize(
    "page",
    [
        "index",
        "accounts_user_changelist",
        "accounts_user_add",
        "accounts_organisation_changelist",
        "consultations_consultation_changelist",
        "consultations_consultation_add",
        "consultations_planlayer_add",
        "feedback_remark_changelist",
        "geo_area_changelist",
        "geo_edition_changelist",
    ],
)
def test_every_page_opens(admin, consultation, page):
    assert admin.get(reverse(f"admin:{page}")).status_code == 200


def test_a_map_calls_no_other_host(admin, consultation):
    page = admin.get(reverse("admin:consultations_consultation_change", args=[consultation.pk]))
    assert "openstreetmap" not in page.content.decode()


def test_a_plan_is_uploaded_as_geojson(upload):
    assert upload(TRIANGLE).status_code == 302
    assert Zone.objects.get().name == "Plac zabaw"


@pytest.mark.parametrize("content", [b"PK\x03\x04\xff", b"{}", TRIANGLE.replace(b"53.5", b"953.5")])
def test_a_wrong_plan_is_told_and_stores_nothing(upload, content):
    response = upload(content)
    assert response.status_code == 200
    assert "plan" in response.context["adminform"].form.errors
    assert not PlanLayer.objects.exists()


def test_a_remark_is_looked_up_and_changed_elsewhere(admin, say):
    [remark] = say((16.25, 53.56), body="Zostawcie brzeg.")
    found = admin.get(reverse("admin:feedback_remark_changelist"), {"q": "brzeg"})
    assert [*found.context["cl"].queryset] == [remark]
    page = reverse("admin:feedback_remark_change", args=[remark.pk])
    assert admin.get(page).status_code == 200
    assert admin.post(page, {"state": "hidden"}).status_code == 403


def test_an_official_without_staff_rights_does_not_enter(client, official):
    client.force_login(official)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


@pytest.mark.parametrize("page", ["admin:index", "admin:feedback_remark_changelist", "admin:login"])
def test_the_admin_has_no_door_of_its_own(client, db, page):
    response = client.get(reverse(page), follow=True)
    assert response.redirect_chain[-1][0].startswith("/konto/logowanie/?next=/admin/")


def test_staff_without_their_second_factor_do_not_enter(db):
    client = Client()
    client.force_login(User.objects.create_superuser("admin@mapconsult.example", "x"))
    response = client.get(reverse("admin:feedback_remark_changelist"))
    assert response["Location"].startswith("/konto/drugi-skladnik/")


def test_the_admin_itself_asks_for_the_second_factor(db, rf):
    """Whatever the middleware that leads to it does."""
    request = rf.get("/")
    request.user = User.objects.create_superuser("admin@mapconsult.example", "x")
    assert site.has_permission(request)
    request.user.second_factor_missing = True
    assert not site.has_permission(request)


def test_staff_status_opens_the_admin_and_nothing_else(client, consultation):
    client.force_login(User.objects.create_user("zaplecze@czaplinek.example", "x", is_staff=True))
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:consultations_consultation_changelist")).status_code == 403
    assert client.get(f"/panel/{consultation.slug}/wyniki/").status_code in {403, 404}


def lay(client, consultation, file):
    """Lay an image on the map; returns the page that answers."""
    corners = "POLYGON((16.2 53.6, 16.3 53.6, 16.3 53.5, 16.2 53.5, 16.2 53.6))"
    data = {"consultation": consultation.pk, "kind": "image", "name": "Szkic", "order": 0, "opacity": 1}
    data |= {"image": file, "corners": GEOSGeometry(corners, srid=4326).geojson}
    return client.post(reverse("admin:consultations_planlayer_add"), data)


def test_an_image_is_painted_anew_before_it_is_kept(admin, consultation, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    written = BytesIO()
    Image.new("RGB", (4, 4)).save(written, "JPEG", comment=b"Janina Kowalska")
    response = lay(admin, consultation, SimpleUploadedFile("dom Janiny.jpg", written.getvalue()))
    assert response.status_code == 302
    [kept] = (tmp_path / "layers").iterdir()
    assert "Janin" not in kept.name
    assert b"Janina" not in kept.read_bytes()


def test_what_is_no_image_is_told_and_not_kept(admin, consultation):
    response = lay(admin, consultation, SimpleUploadedFile("szkic.png", b"<svg onload='alert(1)'/>"))
    assert "image" in response.context["adminform"].form.errors
    assert not PlanLayer.objects.exists()
