"""Codes: the filter, giving and taking them, the code book, and what becomes of them."""

import pytest
from django.db import IntegrityError, connection, transaction

from mapconsult.feedback.erasure import erase_person
from mapconsult.feedback.models import Contact, Remark
from mapconsult.insight.codes import coding
from mapconsult.insight.codes.book import code_book, delete_code, merge
from mapconsult.insight.codes.coding import give, note_none, take
from mapconsult.insight.models import Analysis, Code, Coding
from tests.insight.coded import make_code
from tests.insight.places import DRAHIMSKA, RYNEK

NO_ANSWERS = Remark.objects.none


@pytest.fixture
def shade(consultation):
    return make_code(consultation, "Cień")


@pytest.fixture
def noise(consultation):
    return make_code(consultation, "Hałas")


@pytest.fixture
def remarks(say):
    """Three of them, as a queryset."""
    say(RYNEK, RYNEK, DRAHIMSKA)
    return Remark.objects.all()


@pytest.fixture
def numbers(client, consultation):
    """The number of remarks that the API matches to a query."""
    url = f"/api/v1/consultations/{consultation.slug}/remarks/"
    return lambda query: client.get(f"{url}?{query}").json().get("numberMatched")


def test_remarks_are_filtered_by_code_and_by_having_none(client, official, numbers, remarks, shade, noise):
    give(code=shade, items=remarks.filter(pk=remarks[0].pk), by=official)
    client.force_login(official)
    assert numbers(f"code={shade.pk}") == 1
    assert numbers(f"code={noise.pk}") == 0
    assert numbers("code=none") == 2
    assert numbers(f"code={shade.pk},none") == 3


def test_the_public_cannot_filter_by_codes(client, consultation, remarks, shade):
    url = f"/api/v1/consultations/{consultation.slug}/remarks/?code={shade.pk}"
    assert client.get(url).status_code == 400


def test_giving_a_code_changes_the_tags_of_answers(client, official, consultation, remarks, shade):
    client.force_login(official)
    url = f"/api/v1/consultations/{consultation.slug}/counts/?code={shade.pk}"
    before = client.get(url)["ETag"]
    give(code=shade, items=remarks, by=official)
    assert client.get(url)["ETag"] != before


def test_a_code_is_given_once_by_each_coder(official, stranger, remarks, shade):
    assert len(give(code=shade, items=remarks, by=official)) == 3
    assert give(code=shade, items=remarks, by=official) == []
    assert len(give(code=shade, items=remarks, by=stranger)) == 3


def test_a_coder_takes_away_no_code_of_others(official, stranger, remarks, shade):
    give(code=shade, items=remarks, by=stranger)
    assert take(code=shade, items=remarks, by=official) == []
    assert Coding.objects.filter(coder=stranger).count() == 3


def test_more_than_one_slip_of_the_hand_is_refused(official, remarks, shade, monkeypatch):
    monkeypatch.setattr(coding, "MOST", 2)
    with pytest.raises(coding.TooMany):
        give(code=shade, items=remarks, by=official)
    assert not Coding.objects.exists()


def test_none_fits_takes_the_place_of_codes(official, consultation, remarks, shade):
    give(code=shade, items=remarks, by=official)
    note_none(item=remarks[0], by=official, consultation=consultation)
    assert [row.code for row in Coding.objects.filter(remark=remarks[0])] == [None]
    assert coding.not_gone_through(remarks, official).count() == 0


def test_a_coding_is_of_one_thing(official, shade):
    with pytest.raises(IntegrityError, match="coding_of_one_thing"), transaction.atomic():
        Coding.objects.create(code=shade, coder=official)


def test_merging_keeps_what_everybody_gave_once(official, stranger, consultation, remarks, shade, noise):
    give(code=shade, items=remarks, by=official)
    give(code=noise, items=remarks.filter(pk=remarks[0].pk), by=official)
    give(code=noise, items=remarks.filter(pk=remarks[0].pk), by=stranger)
    merge(code=noise, into=shade)
    assert list(Code.objects.all()) == [shade]
    assert Coding.objects.filter(coder=official).count() == 3
    assert Coding.objects.get(coder=stranger).code == shade


def test_the_code_book_counts_a_remark_once(official, stranger, consultation, remarks, shade, noise):
    give(code=shade, items=remarks, by=official)
    give(code=shade, items=remarks, by=stranger)
    [first, second] = code_book(consultation, remarks, NO_ANSWERS())
    assert (first.code, first.remarks) == (shade, 3)
    assert (second.code, second.remarks) == (noise, 0)


def test_a_deleted_code_is_gone_with_all_that_was_given(official, remarks, shade):
    give(code=shade, items=remarks, by=official)
    delete_code(code=shade)
    assert not Coding.objects.exists()
    assert Remark.objects.count() == 3


def test_words_can_be_erased_from_coded_remarks(official, remarks, shade):
    give(code=shade, items=remarks, by=official)
    Contact.objects.create(submission=remarks[0].submission, email="anna@dom.example")
    erase_person(email="anna@dom.example", words=True)
    assert {remark.state for remark in Remark.objects.all()} == {Remark.State.WITHDRAWN}
    assert Coding.objects.count() == 3


@pytest.fixture
def found(consultation, official):
    """Make an Analysis that has found something."""

    def make(kind):
        return Analysis.objects.create(
            consultation=consultation, kind=kind, key=kind, state="done", found={}, asked_by=official
        )

    return make


@pytest.mark.parametrize("kind", ["words", "themes"])
def test_what_was_found_in_erased_words_is_gone_at_once(found, remarks, kind):
    found(kind)
    remarks.filter(pk=remarks[0].pk).update(body="Wymazane.")
    assert not Analysis.objects.exists()


def test_what_was_found_in_deleted_words_is_gone_at_once(found, remarks):
    found("words")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM feedback_remark WHERE id = %s", [remarks[0].pk])
    assert not Analysis.objects.exists()


def test_moderating_keeps_what_was_found(found, remarks):
    found("words"), found("hot_spots")
    remarks.update(state=Remark.State.HIDDEN)
    assert Analysis.objects.count() == 2
