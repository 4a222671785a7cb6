"""The survey on paper: everything that is asked is there, for eyes and for screen readers."""

import io
import re
from base64 import b64decode

import pytest
from django.contrib.gis.geos import LineString, Point, Polygon
from pypdf import PdfReader

from mapconsult.consultations.models import Question, Section
from mapconsult.consultations.sketch import sketch
from tests.consultations.surveys import make_survey

ADDRESS = "/konsultacje/teren-rekreacyjny/ankieta/druk.pdf"


@pytest.fixture
def survey(consultation):
    made = make_survey(consultation, is_published=True)
    section = Section.objects.get(title="Miejsca")
    more = {"short_text": "Jedno słowo?", "long_text": "Co jeszcze?", "scale": "Jak oceniasz?"}
    for order, (kind, text) in enumerate(more.items(), start=1):
        ends = {"least": 1, "most": 5, "least_label": "źle"} if kind == "scale" else {}
        section.questions.create(kind=kind, text=text, order=order, **ends)
    place = section.questions.create(kind="place", text="Gdzie plac zabaw?", order=9)
    place.choices.create(text="Przy szkole", geometry=Point(16.2, 53.5, srid=4326))
    age = section.questions.create(kind="single", text="Ile masz lat?", order=10, demographic="age")
    age.choices.create(text="poniżej 18")
    return made


def printed(client):
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words(read):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read.pages))


def test_every_question_and_choice_is_printed(client, survey):
    found = words(printed(client))
    for question in Question.objects.all():
        assert question.text in found
    for text in ["Przy szkole", "źle", "Wolę nie mówić", "adres, numer działki", "tych odpowiedzi: Tak"]:
        assert text in found


def test_it_says_what_it_is_not_whose_it_is_and_where_to_bring_it(client, survey):
    found = words(printed(client))
    for text in ["nie jest uwagą", "Gmina Czaplinek", "teren-rekreacyjny", "Przynieś lub wyślij"]:
        assert text in found


def test_it_is_tagged_and_its_sketches_are_described(client, survey):
    read = printed(client)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == "pl"
    assert read.metadata.title == "Ankieta o plaży"


def test_it_takes_a_fixed_number_of_queries(client, survey, django_assert_num_queries):
    client.get(ADDRESS)
    with django_assert_num_queries(8):
        client.get(ADDRESS)


def test_a_survey_that_is_hidden_is_on_paper_for_the_office_alone(client, as_each, survey):
    survey.is_published = False
    survey.save()
    found = as_each(lambda: client.get(ADDRESS).status_code)
    assert found == {"nobody": 404, "resident": 404, "stranger": 404, "official": 200}


def test_a_sketch_numbers_points_lines_and_areas(consultation):
    shapes = [
        Point(16.2, 53.5, srid=4326),
        LineString((16.2, 53.5), (16.3, 53.6), srid=4326),
        Polygon.from_bbox((16.1, 53.5, 16.2, 53.6)),
    ]
    svg = b64decode(sketch(consultation.extent, shapes).split(",")[1]).decode()
    assert re.findall(r">(\d)</text>", svg) == ["1", "2", "3"]
    assert "nan" not in svg


def test_it_is_made_once_until_it_says_something_else(client, survey, monkeypatch):
    first = client.get(ADDRESS).content
    monkeypatch.setattr("mapconsult.consultations.pdf._print", lambda html: b"made anew")
    # As every remark and every support does.
    survey.consultation.bump()
    assert client.get(ADDRESS).content == first
    Question.objects.update(text="Co jeszcze?")
    assert client.get(ADDRESS).content == b"made anew"
