"""Places of the fixed cast: two in Czaplinek, one in the gmina beside it, one in no known area."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mapconsult.feedback.models import Remark


@pytest.fixture
def counts(client, consultation):
    """The parsed answer of counts to a query."""
    return lambda query="": client.get(f"/api/v1/consultations/{consultation.slug}/counts/?{query}").json()


@pytest.fixture
def by_code(counts):
    """{code: properties} of the areas that counts gives to a query."""
    return lambda query="": {area["code"]: area for area in counts(query)["areas"]}


@pytest.fixture
def hide():
    """Hide one remark from the public."""
    return lambda remark: Remark.objects.filter(pk=remark.pk).update(state=Remark.State.HIDDEN)


@pytest.fixture
def queries_of():
    """How many queries a call makes: for pages whose filters, which are not theirs, make some, too."""

    def count(call):
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count
