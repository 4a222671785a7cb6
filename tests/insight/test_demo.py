"""The codes of the demonstration."""

import json

import pytest

from mapconsult.accounts.models import User
from mapconsult.insight import demo
from mapconsult.insight.models import Code, Coding
from tests.insight.places import RYNEK

CODES = [{"name": "Ławki", "meaning": "Gdzie siadać.", "coders": [["ławk"], ["ławk", "kosz"]]}]


@pytest.fixture
def fixtures(consultation, tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "FOLDER", tmp_path)
    folder = tmp_path / consultation.slug
    folder.mkdir()
    (folder / "codes.json").write_text(json.dumps({"gone_through": 2, "codes": CODES}))
    for name in demo.CODERS:
        User.objects.create_user(f"{name}@{consultation.host.slug}.example")


def test_two_people_of_the_demonstration_have_coded_the_same_remarks(fixtures, say):
    say(RYNEK, body="Proszę o ławkę."), say(RYNEK, body="Proszę o kosz.")
    demo.load_codes(), demo.load_codes()
    assert Code.objects.get().name == "Ławki"
    assert Coding.objects.given().count() == 3
    assert Coding.objects.filter(code=None).count() == 1
