"""A new SECRET_KEY, the old one kept as a fallback: links stay good, and a repeat is stored once."""

import uuid

import pytest

from mapconsult.feedback.models import Submission

URL = "/api/v1/consultations/teren-rekreacyjny/submissions/"


@pytest.fixture
def sent(client, consultation):
    """What was sent under the old secret, and its answer."""
    body = {"key": str(uuid.uuid4()), "remarks": [{"geometry": None, "body": "Ławka"}]}
    return body, client.post(URL, body, content_type="application/json").json()


@pytest.fixture
def changed(sent, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 9


def test_the_private_link_stays_good(client, sent, changed):
    assert client.get(sent[1]["edit_url"]).status_code == 200


def test_a_repeat_gets_its_first_answer(client, sent, changed):
    response = client.post(URL, sent[0], content_type="application/json")
    assert (response.status_code, response.json()) == (200, sent[1])
    assert Submission.objects.count() == 1


def test_the_old_key_with_another_body_is_a_conflict(client, sent, changed):
    other = {"key": sent[0]["key"], "remarks": [{"geometry": None, "body": "Kosz"}]}
    assert client.post(URL, other, content_type="application/json").status_code == 409
