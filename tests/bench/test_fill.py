"""The bench fills tables by hand: what it puts there must be what the project would have put there."""

from bench import fill
from bench.people import remarks
from mapconsult.feedback.models import Remark, Submission


def test_the_same_remarks_come_at_every_run(gmina):
    assert list(remarks(0, 8))[5:] == list(remarks(5, 8))


def test_five_letters_hold_six_remarks_located_like_all_others(gmina):
    made = fill.consultation()
    fill.add(made, 0, 60)
    stored = Remark.objects.of(made)
    assert (stored.count(), Submission.objects.count()) == (60, 50)
    assert stored.filter(gmina=gmina, powiat=gmina.parent, state="published").count() > 40
    assert not stored.exclude(received_at__gte=fill.OPENS).exists()


def test_adding_goes_on_where_it_stopped(gmina):
    made = fill.consultation()
    for first, last in [(0, 1), (1, 7), (7, 8)]:
        fill.add(made, first, last)
    assert list(Remark.objects.of(made).order_by("pk").values_list("ordinal", flat=True)) == [
        1, 2, 1, 1, 1, 1, 1, 2
    ]  # fmt: skip
