"""Of a visitor's address nothing is kept but salted hashes of the day."""

import base64
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from mapconsult.accounts.models import LimitCount
from mapconsult.feedback.models import Submission
from tests.conftest import PASSWORD

ADDRESS = "203.0.113.77"


@pytest.fixture
def visitor(client):
    client.defaults["REMOTE_ADDR"] = ADDRESS
    return client


def tables_naming(text):
    """The tables that hold a text anywhere, also where Django has encoded it."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT given::text FROM "{table}" AS given')
            if any(text in row for (row,) in cursor.fetchall()):
                found.add(table)
        cursor.execute("SELECT value FROM cache")
        if any(text.encode() in base64.b64decode(value) for (value,) in cursor.fetchall()):
            found.add("cache")
    if any(text in str(session.get_decoded()) for session in Session.objects.all()):
        found.add("django_session")
    return found


def test_no_table_holds_the_address_of_a_visitor(visitor, consultation, resident):
    remark = {"geometry": None, "category": None, "body": "Ławka"}
    url = f"/api/v1/consultations/{consultation.slug}/submissions/"
    body = {"key": str(uuid.uuid4()), "remarks": [remark], "contact": {"email": "anna@poczta.example"}}
    assert visitor.post(url, body, content_type="application/json").status_code == 201
    for password in ("nie to", PASSWORD):
        visitor.post("/konto/logowanie/", {"login": resident.email, "password": password})
    visitor.get("/konto/")
    assert visitor.session["_auth_user_id"] == str(resident.pk)
    assert LimitCount.objects.exists()
    assert tables_naming(ADDRESS) == set()


def test_the_walk_would_find_one(visitor, consultation, resident):
    """Else the test above could not fail."""
    visitor.force_login(resident)
    session = visitor.session
    session["address"] = ADDRESS
    session.save()
    consultation.title = ADDRESS
    consultation.save()
    assert tables_naming(ADDRESS) >= {"django_session", "consultations_consultation"}


def test_submissions_from_one_address_are_seen_to_be_so(visitor, consultation):
    url = f"/api/v1/consultations/{consultation.slug}/submissions/"
    for _ in range(2):
        remark = {"geometry": None, "category": None, "body": "Ławka"}
        body = {"key": str(uuid.uuid4()), "remarks": [remark]}
        visitor.post(url, body, content_type="application/json")
    [key] = {*Submission.objects.values_list("address_key", flat=True)}
    assert key is not None
