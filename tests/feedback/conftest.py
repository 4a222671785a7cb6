"""One of the people at the office's pages."""

import uuid

import pytest
from django.utils import timezone


@pytest.fixture
def sign_in(client, people):
    """The client, signed in as one of the people."""

    def sign_in(name):
        client.force_login(people[name])
        return client

    return sign_in


@pytest.fixture
def letter(consultation):
    """The fields of a letter with one point for each dict; others by name."""

    def letter(*points, **changes):
        data = {
            "key": str(uuid.uuid4()),
            "channel": "paper",
            "received_on": timezone.localdate().isoformat(),
            "name": "Halina Wójcik",
            "point-TOTAL_FORMS": len(points or [1]),
            "point-INITIAL_FORMS": 0,
        }
        for index, point in enumerate(points or [{}]):
            fields = {"body": "Proszę o ławkę.", "system": "4326"} | point
            data |= {f"point-{index}-{name}": value for name, value in fields.items()}
        return data | changes

    return letter


@pytest.fixture
def url(consultation):
    return f"/api/v1/consultations/{consultation.slug}/remarks/"


@pytest.fixture
def matched(client, url):
    """How many remarks match a query."""
    return lambda query="": client.get(url + query).json()["numberMatched"]


@pytest.fixture
def found(client, url):
    """The texts of the remarks that match a query, in their order."""

    def found(query):
        return [feature["properties"]["body"] for feature in client.get(url + query).json()["features"]]

    return found
