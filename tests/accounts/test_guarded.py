"""The decoy and the clock of the public's forms."""

import re

import pytest
from django import forms
from django.http import QueryDict

from mapconsult.accounts import guarded


class Letter(guarded.GuardedForm):
    words = forms.CharField()


@pytest.fixture
def clock(monkeypatch):
    """Set the time by a call."""
    return lambda now: monkeypatch.setattr(guarded.time, "time", lambda: now)


def sent(shown, **changes):
    """The form as a browser sends it back that has the page with it."""
    stamp = re.search(r'name="shown_at" value="([^"]*)"', shown).group(1)
    data = QueryDict(mutable=True)
    data.update({"words": "Dzień dobry", "website": "", "shown_at": stamp} | changes)
    return Letter(data)


def test_a_form_of_a_person_is_valid(clock):
    clock(1000.0)
    shown = str(Letter())
    clock(1003.0)
    form = sent(shown)
    assert form.is_valid()
    assert not form.is_decoyed


def test_a_filled_decoy_is_noticed_and_not_told(clock):
    clock(1000.0)
    shown = str(Letter())
    clock(1003.0)
    form = sent(shown, website="https://example.org")
    assert form.is_valid()
    assert form.is_decoyed


def test_a_form_sent_at_once_is_asked_for_once_more(clock):
    clock(1000.0)
    early = sent(str(Letter()))
    assert [error.code for error in early.non_field_errors().as_data()] == ["too_fast"]
    clock(1003.0)
    assert sent(str(early)).is_valid()


@pytest.mark.parametrize("stamp", ["", "1000", "1000:forged", "abc:def"])
def test_a_form_that_was_never_shown_gets_a_good_stamp_with_its_refusal(clock, stamp):
    clock(1000.0)
    refused = sent(str(Letter()), shown_at=stamp)
    assert not refused.is_valid()
    clock(1003.0)
    assert sent(str(refused)).is_valid()


def test_people_meet_neither_field():
    page = str(Letter())
    assert 'aria-hidden="true"' in page
    assert 'tabindex="-1"' in page
    assert page.count("<label") == 1
