"""Every page works under the Content-Security-Policy: a Visit fails on whatever the browser refuses. What
residents type stays text in the map and in the list."""

import uuid
from io import BytesIO

import pytest
from django.contrib.gis.geos import Polygon
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect

from mapconsult.accounts.models import User
from mapconsult.consultations.models import PlanLayer
from mapconsult.feedback.identity import edit_token
from tests.people import Person

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
BEACH = (16.21, 53.55)
HOSTILE = """<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>"""
CORNERS = Polygon([(16.2, 53.6), (16.3, 53.6), (16.3, 53.5), (16.2, 53.5), (16.2, 53.6)], srid=4326)


def a_picture():
    written = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def administrator(visit, site, official, consultation):
    """A Visit of somebody who may see everything."""
    User.objects.filter(pk=official.pk).update(is_staff=True, is_superuser=True)
    client = Person()
    client.force_login(official)
    made = visit()
    session = client.cookies["sessionid"].value
    made.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    return made


@pytest.mark.parametrize(
    ("path", "sign"),
    [
        ("/", ".card"),
        (PATH, ".pin"),
        ("/panel/", "h1"),
        ("/panel/teren-rekreacyjny/wyniki/", ".bar"),
        ("/panel/teren-rekreacyjny/uwagi/", "h1"),
        ("/panel/teren-rekreacyjny/historia/", "h1"),
        ("/konto/", "h1"),
        ("/prywatnosc/gmina-czaplinek/", "h1"),
        ("/admin/", "#content"),
        ("/admin/feedback/remark/", "#result_list"),
        ("/admin/consultations/consultation/", "#result_list"),
        ("/admin/accounts/user/add/", "#id_email"),
        ("/admin/consultations/planlayer/add/", ".leaflet-draw-toolbar"),
        ("/api/v1/docs/", ".opblock"),
    ],
)
def test_the_browser_refuses_nothing_on_a_page(administrator, say, playground, path, sign):
    say(BEACH, category=playground)
    page = administrator.open(path)
    expect(page.locator(sign).first).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_the_map_of_the_admin_draws_the_extent(administrator, consultation):
    page = administrator.open(f"/admin/consultations/consultation/{consultation.pk}/change/")
    expect(page.locator(".leaflet-container path").first).to_be_visible()
    expect(page.locator("#id_categories-0-slug, .add-row a").first).to_be_visible()


def test_the_private_page_is_shown(guest, say):
    say(BEACH)
    key = uuid.UUID("6f1f4b1e-93f4-4a3b-8a31-0d4fd9b1c1aa")
    sent = {"key": str(key), "remarks": [{"geometry": None, "body": "Proszę o ławkę."}]}
    Person().post(
        f"/api/v1{PATH.replace('konsultacje', 'consultations')}submissions/", sent, "application/json"
    )
    page = guest.open(f"/zgloszenie/{edit_token(key)}/")
    expect(page.get_by_text("Proszę o ławkę.")).to_be_visible()


def test_an_image_lies_on_the_map(guest, consultation, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    layer = PlanLayer(consultation=consultation, kind="image", name="Szkic", corners=CORNERS)
    layer.attribution = HOSTILE
    layer.image.save("szkic.png", ContentFile(a_picture()))
    page = guest.open(PATH)
    expect(page.locator("img.map-image")).to_have_js_property("naturalWidth", 40)
    expect(page.locator(".leaflet-control-attribution")).to_have_text(HOSTILE)


def test_a_map_service_is_let_in_where_its_office_laid_it(visit, consultation):
    address = "https://mapy.czaplinek.example/wms"
    PlanLayer.objects.create(
        consultation=consultation, kind="wms", name="MPZP", wms_url=address, wms_layers="a"
    )
    made = visit()
    made.context.route(f"{address}*", lambda route: route.fulfill(body=a_picture(), content_type="image/png"))
    expect(made.open(PATH).locator("img.leaflet-tile-loaded").first).to_be_visible()
    assert all(fault.startswith(f"a request left the host: {address}") for fault in made.faults)
    made.faults.clear()


def test_a_script_that_got_into_a_page_would_not_run(visit, consultation):
    made = visit()
    page = made.open(PATH)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.broken=1\">');"
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.broken=1'}))"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.broken") is None
    assert any("Content Security Policy" in fault for fault in made.faults)
    made.faults.clear()


def test_what_residents_type_stays_text(guest, say, playground, plan):
    type(playground).objects.update(name=HOSTILE[:80])
    type(plan).objects.update(name=HOSTILE[:80])
    say(BEACH, body=HOSTILE, category=playground)
    page = guest.open(PATH)
    expect(page.locator(".remark-body").first).to_have_text(HOSTILE)
    page.locator(".pin").first.click()
    expect(page.get_by_role("article").get_by_text(HOSTILE)).to_be_visible()
    assert "broken" not in page.title()
    assert page.locator("img[src=x]").count() == 0
