"""Guests of a consultation: who lets them in, what is chosen for them, and what they read of it."""

import pytest

from geo.models import Area
from mapconsult.accounts.models import Membership, Organisation, OutgoingMail, User
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Collaboration

PAGE = "/panel/teren-rekreacyjny/wspolpraca/"


@pytest.fixture
def office(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def council(gmina):
    """An organisation that is not let in, with its coordinator."""
    council = Organisation.objects.create(
        slug="rada", name="Rada Łąkowa", kind="district_council", territory=gmina
    )
    user = User.objects.create_user("rada@czaplinek.example")
    Membership.objects.create(user=user, organisation=council, role=Role.COORDINATOR)
    return council


@pytest.fixture
def foundation(let_in):
    let_in("fundacja", "ngo", ceiling=Role.PARTNER)
    return Collaboration.objects.get()


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        ("", [*Role.values, "guest_partner", "guest_council"]),
        ("wpusc/rada/", ["coordinator"]),
        ("%d/", ["coordinator"]),
        ("%d/zakoncz/", ["coordinator"]),
    ],
)
def test_each_page_by_each_of_the_cast(client, people, council, page, allowed):
    page = page % Collaboration.objects.first().pk if "%d" in page else page
    expected = dict.fromkeys(people, 403) | {"stranger": 404, "resident": 404, "nobody": 302}
    found = {}
    for who, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        found[who] = client.get(PAGE + page).status_code
    assert found == expected | dict.fromkeys(allowed, 200)


def test_a_guest_never_lets_in_others(client, consultation, let_in, council):
    client.force_login(let_in("powiat", "powiat", ceiling=Role.COORDINATOR))
    assert client.post(f"{PAGE}wpusc/rada/", {"ceiling": "analyst"}).status_code == 403
    assert not council.collaborations.exists()


def test_a_guest_reads_its_own_limit_alone(client, consultation, let_in, council):
    Collaboration.objects.create(consultation=consultation, organisation=council, ceiling=Role.CLERK)
    client.force_login(let_in("fundacja", "ngo", ceiling=Role.PARTNER))
    page = client.get(PAGE)
    assert [row[0].organisation.slug for row in page.context["rows"]] == ["fundacja"]
    assert "Rada Łąkowa" not in page.content.decode()


@pytest.mark.parametrize(
    ("text", "found"), [("lakowa", ["rada"]), ("ŁĄKOWA", ["rada"]), ("nikt", []), ("", []), ("\0%_", [])]
)
def test_an_organisation_is_found_by_its_name(office, consultation, council, foundation, text, found):
    page = office.get(PAGE, {"q": text})
    assert [organisation.slug for organisation in page.context["found"]] == found


def test_neither_the_host_nor_a_guest_is_found(office, consultation, foundation):
    assert office.get(PAGE, {"q": "gmina"}).context["found"] == []
    assert office.get(f"{PAGE}wpusc/gmina-czaplinek/").status_code == 404
    assert office.get(f"{PAGE}wpusc/fundacja/").status_code == 404


def test_an_organisation_is_let_in_for_an_area_and_told(office, consultation, council):
    area = Area.objects.get(code="320301-drahimska")
    office.post(f"{PAGE}wpusc/rada/", {"ceiling": "analyst", "area": area.pk})
    made = Collaboration.objects.get()
    assert (made.organisation, made.ceiling, made.area) == (council, Role.ANALYST, area)
    mail = OutgoingMail.objects.get()
    assert mail.to == "rada@czaplinek.example"
    assert "Drahimska" in mail.text


@pytest.mark.parametrize("sent", [{"ceiling": ""}, {"ceiling": "king"}, {"ceiling": "analyst", "area": "x"}])
def test_a_wrong_limit_is_told(office, consultation, council, sent):
    assert office.post(f"{PAGE}wpusc/rada/", sent).context["form"].errors
    assert not Collaboration.objects.exists()


def test_an_area_elsewhere_is_refused(office, consultation, council, other_gmina):
    sent = {"ceiling": "analyst", "area": other_gmina.pk}
    assert "area" in office.post(f"{PAGE}wpusc/rada/", sent).context["form"].errors


def test_a_limit_is_changed(office, foundation):
    office.post(f"{PAGE}{foundation.pk}/", {"ceiling": "moderator"})
    foundation.refresh_from_db()
    assert foundation.ceiling == Role.MODERATOR


def test_the_work_of_a_guest_is_ended(office, foundation):
    office.post(f"{PAGE}{foundation.pk}/zakoncz/")
    assert not Collaboration.objects.exists()


def test_queries_do_not_grow_with_guests(office, consultation, let_in, django_assert_max_num_queries):
    for number in range(4):
        let_in(f"fundacja-{number}", "ngo", ceiling=Role.PARTNER)
    with django_assert_max_num_queries(10):
        office.get(PAGE, {"q": "a"})
