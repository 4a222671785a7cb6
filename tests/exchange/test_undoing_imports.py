"""An import is taken back as a whole, unless somebody has worked with it since."""

import pytest

from mapconsult.exchange.imports.store import TakenBack, WorkedOn, take_back
from mapconsult.feedback.actions import moderate
from mapconsult.feedback.deciding import propose
from mapconsult.feedback.models import Remark
from tests.exchange.importing import ROW, bring

__all__ = ["bring"]
SECOND = ROW.replace("1,", "2,", 1)


@pytest.fixture
def record(bring, playground):
    return bring(ROW, SECOND).record


def test_what_an_import_stored_goes_and_nothing_else(record, say):
    [own] = say((16.1, 53.5))
    assert take_back(record=record) == 2
    assert list(Remark.objects.all()) == [own]


def test_it_can_be_imported_again_afterwards(record, bring):
    take_back(record=record)
    assert bring(ROW).taken == 1


def test_it_is_taken_back_once(record):
    take_back(record=record)
    with pytest.raises(TakenBack):
        take_back(record=record)


def test_what_somebody_decided_about_stays(record, official):
    first = Remark.objects.earliest("pk")
    propose(remark=first, outcome="rejected", justification="Nie.", by=official)
    with pytest.raises(WorkedOn):
        take_back(record=record)
    assert take_back(record=record, keep_worked_on=True) == 1
    assert list(Remark.objects.all()) == [first]


def test_what_somebody_moderated_stays(record, official):
    first = Remark.objects.filter(state="pending").earliest("pk")
    moderate(remarks=Remark.objects.filter(pk=first.pk), state="published", by=official)
    with pytest.raises(WorkedOn):
        take_back(record=record)
