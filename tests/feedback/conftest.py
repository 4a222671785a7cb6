"""One of the people at the office's pages."""

import pytest


@pytest.fixture
def sign_in(client, people):
    """The client, signed in as one of the people."""

    def sign_in(name):
        client.force_login(people[name])
        return client

    return sign_in
