"""The one definition of visible: what each reader sees of the same four remarks.

One is published and one is hidden in each of the two districts of Czaplinek.
"""

import pytest

from geo.models import Area
from mapconsult.accounts.models import Membership, Organisation, User
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Collaboration
from mapconsult.feedback.models import Remark

RYNEK, DRAHIMSKA = (16.1, 53.5), (16.3, 53.5)


@pytest.fixture
def remarks(say):
    """{name: remark}."""
    named = {
        name: say(place, body=name)[0] for name, place in {"rynek": RYNEK, "drahimska": DRAHIMSKA}.items()
    }
    hidden = {f"hidden {name}": say(place, body=f"hidden {name}")[0] for name, place in
              {"rynek": RYNEK, "drahimska": DRAHIMSKA}.items()}  # fmt: skip
    Remark.objects.filter(pk__in=[remark.pk for remark in hidden.values()]).update(state="hidden")
    return named | hidden


def seen(user):
    return set(Remark.objects.visible_to(user).values_list("body", flat=True))


@pytest.fixture
def council(consultation, gmina):
    """Make an analyst of a district council that is let in, for an area or everywhere."""

    def make(area=None, role=Role.ANALYST, ceiling=Role.ANALYST):
        organisation = Organisation.objects.create(
            slug="rada", name="Rada Osiedla Drahimska", kind="district_council", territory=gmina
        )
        user = User.objects.create_user("rada@czaplinek.example", "x")
        Membership.objects.create(user=user, organisation=organisation, role=role)
        Collaboration.objects.create(
            consultation=consultation, organisation=organisation, ceiling=ceiling, area=area
        )
        return user

    return make


def test_the_public_and_strangers_see_what_is_published(remarks, resident, stranger):
    assert seen(resident) == seen(stranger) == {"rynek", "drahimska"}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLERK])
def test_the_people_of_the_host_see_everything(remarks, official, role):
    official.memberships.update(role=role)
    assert seen(official) == set(remarks)


def test_a_clerk_sees_what_the_public_sees(remarks, official):
    official.memberships.update(role=Role.CLERK)
    assert seen(official) == {"rynek", "drahimska"}


def test_a_guest_sees_everything(remarks, council):
    assert seen(council()) == set(remarks)


def test_a_district_council_sees_its_own_area_and_nothing_else(remarks, council):
    user = council(Area.objects.get(code="320301-drahimska"))
    assert seen(user) == {"drahimska", "hidden drahimska"}


def test_a_guest_who_may_not_read_sees_what_the_public_sees(remarks, council):
    user = council(Area.objects.get(code="320301-drahimska"), role=Role.CLERK)
    assert seen(user) == {"rynek", "drahimska"}


def test_a_member_of_the_host_is_not_limited_by_being_a_guest_too(remarks, council, host):
    user = council(Area.objects.get(code="320301-drahimska"))
    Membership.objects.create(user=user, organisation=host, role=Role.ANALYST)
    assert seen(user) == set(remarks)


def test_a_missing_second_factor_makes_an_official_the_public(remarks, official):
    official.second_factor_missing = True
    assert seen(official) == {"rynek", "drahimska"}


def test_rights_cost_two_queries_however_often_they_are_asked(remarks, council, django_assert_num_queries):
    user = User.objects.get(pk=council().pk)
    with django_assert_num_queries(2 + 3):
        for _ in range(3):
            seen(user)
