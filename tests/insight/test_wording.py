"""A filter state in words."""

import pytest

from mapconsult.consultations.models import Category, Consultation


@pytest.fixture
def of_a_draft(consultation):
    """A category of a consultation that nobody has published."""
    draft = Consultation.objects.get(pk=consultation.pk)
    draft.pk, draft.slug, draft.state = None, "szkic", Consultation.State.DRAFT
    draft.save()
    return Category.objects.create(consultation=draft, slug="tajna", name="Tajna hala", color="#e69f00")


def test_a_page_names_nothing_of_another_consultation(client, consultation, of_a_draft):
    consultation.results_public = True
    consultation.save()
    page = client.get("/konsultacje/teren-rekreacyjny/wyniki/", {"category": of_a_draft.pk})
    assert page.status_code == 200
    assert "Tajna hala" not in page.text
