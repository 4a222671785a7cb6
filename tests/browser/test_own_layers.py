"""An official loads electoral wards, on a phone and by the keyboard alone."""

import pytest
from playwright.sync_api import expect

from mapconsult.consultations.models import LayerFile
from mapconsult.consultations.own_layer_actions import load_layer_file
from tests.geo.layers import WARDS
from tests.people import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit, site, official):
    client = Person()
    client.force_login(official)
    made = visit("360", color_scheme="dark")
    session = client.cookies["sessionid"].value
    made.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    return made.open("/panel/zespol/gmina-czaplinek/")


def test_wards_are_sent_looked_at_and_loaded(page, check_access):
    page.get_by_role("link", name="Zobacz własne obszary").press("Enter")
    check_access(page)
    page.get_by_label("Nazwa warstwy").fill("Obwody")
    page.get_by_label("Plik z obszarami").set_input_files(
        {"name": "obwody.geojson", "mimeType": "application/json", "buffer": WARDS}
    )
    page.get_by_role("button", name="Odczytaj plik").press("Enter")
    expect(page.get_by_role("row", name="1 Obwód 1")).to_be_visible()
    check_access(page)
    page.get_by_role("button", name="Wczytaj 2 obszary").press("Enter")
    expect(page.get_by_text("wczytuje się")).to_be_visible()
    load_layer_file.call(LayerFile.objects.get().pk)
    expect(page.get_by_text("2 obszary")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Lista warstw się zmieniła.")).to_have_count(1)
    page.get_by_role("link", name="Zobacz i zmień").press("Enter")
    expect(page.get_by_role("heading", name="2 obszary")).to_be_visible()
    check_access(page)
