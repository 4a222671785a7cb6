"""Views of the results under a name: saved, opened, shared inside the organisation, renamed, deleted."""

import pytest

from mapconsult.accounts.models import User
from mapconsult.insight.models import MOST_VIEWS, SavedView


@pytest.fixture
def url(consultation):
    return f"/panel/{consultation.slug}/wyniki/widoki/"


@pytest.fixture
def save(client, people, url):
    """Save a view as somebody of the cast; returns the answer."""

    def save(who="coordinator", name="Plaża", query="q=drzew", **fields):
        client.force_login(people[who])
        return client.post(url, {"name": name, "query": query, **fields})

    return save


def listed(client, url, user):
    client.force_login(user)
    return [str(view) for view, _address in client.get(url).context["rows"]]


def test_a_view_is_kept_in_order_and_leads_back_to_what_it_shows(save, consultation):
    response = save(query="q=drzew&state=pending&cursor=9&area=&level=gmina&state=hidden")
    query = "level=gmina&q=drzew&state=hidden&state=pending"
    assert SavedView.objects.get().query == query
    assert response["Location"] == f"/panel/{consultation.slug}/wyniki/?{query}"


def test_a_view_is_ones_own_until_it_is_shared(client, people, save, url):
    save(name="Moje")
    save(name="Nasze", is_shared="on")
    assert listed(client, url, people["coordinator"]) == ["Moje", "Nasze"]
    assert listed(client, url, people["analyst"]) == ["Nasze"]
    assert listed(client, url, people["guest_partner"]) == []


def test_guests_share_with_their_own_organisation(client, people, save, url):
    save("guest_council", name="Nasze osiedle", is_shared="on")
    assert SavedView.objects.get().organisation.slug == "rada-drahimska"
    assert listed(client, url, people["coordinator"]) == []


def test_whoever_reads_no_longer_opens_none(client, people, save, url):
    save("analyst", is_shared="on")
    people["analyst"].memberships.all().delete()
    client.force_login(User.objects.get(pk=people["analyst"].pk))
    assert client.get(url).status_code == 404


def test_a_name_is_taken_once_by_each_person(save):
    save(name="Plaża")
    assert "Masz już widok o tej nazwie." in save(name="plaża").content.decode()
    save("analyst", name="Plaża")
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize("query", ["area=999999", "created_after=wczoraj"])
def test_filters_that_make_no_sense_are_not_saved(save, query):
    html = save(query=query).content.decode()
    assert "Te filtry nie mają sensu" in html
    assert 'value="Plaża"' in html
    assert not SavedView.objects.exists()


def test_views_of_one_person_are_limited(save, people, consultation):
    same = {"consultation": consultation, "organisation": consultation.host, "owner": people["coordinator"]}
    SavedView.objects.bulk_create(SavedView(name=f"Nr {number}", **same) for number in range(MOST_VIEWS))
    assert "Najpierw usuń jeden" in save().content.decode()
    assert SavedView.objects.count() == MOST_VIEWS


def test_a_view_is_renamed_shared_and_deleted_by_its_owner_alone(client, people, save, url):
    save(is_shared="on")
    view = SavedView.objects.get()
    client.force_login(people["analyst"])
    assert client.post(f"{url}{view.pk}/usun/").status_code == 404
    client.force_login(people["coordinator"])
    client.post(f"{url}{view.pk}/", {"name": "Plaża i pomost"})
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.query) == ("Plaża i pomost", False, "q=drzew")
    client.post(f"{url}{view.pk}/usun/")
    assert not SavedView.objects.exists()


def test_views_stand_in_the_menu_of_the_results(client, people, save, consultation):
    save(name="Drzewa", is_shared="on")
    client.force_login(people["analyst"])
    html = client.get(f"/panel/{consultation.slug}/wyniki/").content.decode()
    assert f'<a href="/panel/{consultation.slug}/wyniki/?q=drzew">Drzewa' in html
