"""A district council is let in for its own area: what it reads, counts and takes away is that area."""

import json

import pytest

from geo.models import Area
from mapconsult.accounts.models import Membership, Organisation, User
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Collaboration
from mapconsult.feedback.models import Remark

API = "/api/v1/consultations/teren-rekreacyjny/"
RYNEK, DRAHIMSKA = (16.1, 53.5), (16.3, 53.5)


@pytest.fixture
def council(client, consultation, gmina):
    organisation = Organisation.objects.create(
        slug="rada", name="Rada Osiedla Drahimska", kind="district_council", territory=gmina
    )
    user = User.objects.create_user("rada@czaplinek.example", "x")
    Membership.objects.create(user=user, organisation=organisation, role=Role.ANALYST)
    area = Area.objects.get(code="320301-drahimska")
    Collaboration.objects.create(
        consultation=consultation, organisation=organisation, ceiling=Role.ANALYST, area=area
    )
    client.force_login(user)
    return client


@pytest.fixture
def remarks(say):
    """Two public ones in the market, one public and one hidden in the council's district."""
    say(RYNEK), say(RYNEK), say(DRAHIMSKA)
    [hidden] = say(DRAHIMSKA)
    Remark.objects.filter(pk=hidden.pk).update(state="hidden")


def test_the_export_holds_the_own_area_alone(council, remarks):
    features = json.loads(council.get(API + "export/").getvalue())["features"]
    assert [feature["properties"]["district_name"] for feature in features] == ["Drahimska"] * 2


def test_every_total_is_that_of_the_own_area(council, remarks):
    totals = {name: council.get(f"{API}{name}/").json() for name in ["remarks", "map", "counts", "heat"]}
    assert totals["remarks"]["numberMatched"] == 2
    assert [totals[name]["total"] for name in ["map", "counts", "heat"]] == [2, 2, 2]


def test_a_filter_does_not_lead_out_of_the_area(council, remarks):
    assert council.get(API + "remarks/?area=320301-rynek").json()["numberMatched"] == 0


def test_a_remark_elsewhere_is_not_there(council, remarks):
    elsewhere = Remark.objects.filter(district__code="320301-rynek").first()
    assert council.get(f"{API}remarks/{elsewhere.pk}/").status_code == 404


def test_an_answer_kept_for_the_public_is_not_given_to_the_council(client, council, remarks):
    tag = council.get(API + "map/")["ETag"]
    client.logout()
    assert client.get(API + "map/", headers={"If-None-Match": tag}).status_code == 200
