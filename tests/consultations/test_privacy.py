"""The privacy notice of an organisation."""

import pytest
from django.utils import timezone

PATH = "/prywatnosc/gmina-czaplinek/"


def test_it_says_who_answers_and_how_long_data_are_kept(client, consultation, host):
    host.controller, host.controller_email = "Burmistrz Czaplinka", "rodo@czaplinek.example"
    host.protection_officer, host.privacy_text = (
        "Jan Lis, iod@czaplinek.example",
        "## Monitoring\n\n**Nie ma.**",
    )
    host.save()
    page = client.get(PATH).text
    for words in (
        "Burmistrz Czaplinka",
        "mailto:rodo@czaplinek.example",
        "Jan Lis",
        "<strong>Nie ma.</strong>",
    ):
        assert words in page
    assert "60 miesięcy" in page


def test_without_a_controller_the_organisation_answers(client, host):
    assert "<p>Gmina Czaplinek.</p>" in client.get(PATH).text


def test_drafts_and_what_is_erased_are_not_listed(client, consultation):
    type(consultation).objects.update(state="draft")
    assert consultation.title not in client.get(PATH).text
    type(consultation).objects.update(state="published", contacts_erased_at=timezone.now())
    assert consultation.title not in client.get(PATH).text


def test_an_organisation_that_is_not_there(client, db):
    assert client.get("/prywatnosc/nie-ma/").status_code == 404


def test_it_costs_two_queries(client, consultation, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(PATH)


@pytest.mark.parametrize("path", ["/konsultacje/teren-rekreacyjny/"])
def test_it_is_linked_where_people_are_asked(client, consultation, path):
    assert client.get(path).text.count(PATH) == 3


def test_markup_of_the_office_is_cleaned(client, host):
    host.privacy_text = "<script>alert(1)</script>"
    host.save()
    assert "alert(1)</script>" not in client.get(PATH).text
