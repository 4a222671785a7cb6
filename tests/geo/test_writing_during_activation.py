"""A remark written while an edition is being activated stands in the new areas all the same."""

import uuid
from threading import Event, Thread

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import connection, connections, transaction
from django.utils import timezone

from geo import relocation
from geo.actions import activate
from geo.layers.actions import load_layer
from geo.layers.files import read_upload
from geo.layers.read import guess, read_layer
from geo.located import settle
from geo.models import Area, Boundary, BoundaryPart, Edition, Layer
from mapconsult.feedback.actions import moderate
from mapconsult.feedback.models import Remark, Submission
from tests.geo.layers import WARDS

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 10


@pytest.fixture
def narrower(consultation, gmina, powiat):
    """An edition in which Czaplinek begins at 16.2."""
    edition = Edition(level=3, territory=powiat, source="test", file_name="x", sha256="")
    edition.save()
    shape = Polygon.from_bbox((16.2, 53.4, 16.4, 53.7))
    shape.srid = 4326
    whole = MultiPolygon(shape, srid=4326)
    fields = {"edition": edition, "area": gmina, "level": 3, "name": gmina.name}
    boundary = Boundary.objects.create(**fields, geometry=whole, outline=whole)
    BoundaryPart.objects.create(boundary=boundary, area=gmina, level=3, geometry=shape)
    return edition


@pytest.fixture
def write(consultation):
    submission = Submission.objects.create(
        consultation=consultation, token_digest=uuid.uuid4(), body_digest="a", person_key=1
    )

    def write(ordinal):
        remark = Remark(
            submission=submission,
            consultation=consultation,
            ordinal=ordinal,
            body="Ławka",
            channel="web",
            person_key=1,
            received_at=timezone.now(),
            geometry=Point(16.1, 53.5, srid=4326),
        )
        settle([remark])
        remark.save()
        return remark

    return write


def in_thread(work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0] > 0


def wait_until(condition):
    deadline = timezone.now().timestamp() + SECONDS
    while not condition():
        assert timezone.now().timestamp() < deadline


def test_activation_waits_for_a_writer_and_takes_its_remark_along(narrower, write, gmina):
    with transaction.atomic():
        remark = write(1)
        assert remark.gmina_id == gmina.pk
        activation = in_thread(lambda: activate(edition=narrower))
        wait_until(waits_for_a_lock)
    activation.join(SECONDS)
    remark.refresh_from_db()
    assert remark.gmina_id is None


def test_a_writer_waits_for_the_end_of_an_activation(narrower, write, monkeypatch):
    locked, go_on = Event(), Event()
    take_lock = relocation.hold_exclusive

    def pause():
        take_lock()
        locked.set()
        go_on.wait(SECONDS)

    monkeypatch.setattr(relocation, "hold_exclusive", pause)
    activation = in_thread(lambda: activate(edition=narrower))
    locked.wait(SECONDS)
    written = []
    writer = in_thread(lambda: written.append(transaction.atomic(write)(1)))
    wait_until(waits_for_a_lock)
    go_on.set()
    activation.join(SECONDS)
    writer.join(SECONDS)
    assert written[0].gmina_id is None


def test_a_remark_changed_after_it_was_looked_at_is_looked_at_again(narrower, write, monkeypatch, gmina):
    """Between the look and the lock another remark comes, and one that would have moved goes elsewhere."""
    with transaction.atomic():
        moving = write(1)
    take_lock = relocation.hold_exclusive

    def change_then_lock():
        changes = in_thread(lambda: transaction.atomic(change)())
        changes.join(SECONDS)
        take_lock()

    def change():
        write(2)
        Remark.objects.filter(pk=moving.pk).update(geometry=Point(16.3, 53.5, srid=4326))

    monkeypatch.setattr(relocation, "hold_exclusive", change_then_lock)
    activate(edition=narrower)
    assert list(Remark.objects.order_by("ordinal").values_list("gmina", flat=True)) == [gmina.pk, None]


def test_a_remark_written_while_a_layer_is_loaded_gets_its_areas(write, monkeypatch):
    """The writer does not see the layer yet; the layer sees the remark once it holds the lock."""
    take_lock = relocation.hold_exclusive
    layer, frame = Layer(name="Obwody"), read_upload(WARDS, "x.geojson")

    def write_then_lock():
        in_thread(lambda: transaction.atomic(write)(1)).join(SECONDS)
        assert Remark.objects.get().own_areas == []
        take_lock()

    monkeypatch.setattr(relocation, "hold_exclusive", write_then_lock)
    load_layer(layer=layer, rows=read_layer(frame, guess(frame)).rows, file_name="x")
    assert Remark.objects.get().own_areas == [layer.areas.get(code="1").pk]


def test_a_moderator_of_many_remarks_waits_for_the_end_of_an_activation(narrower, write, monkeypatch):
    with transaction.atomic():
        write(1)
    take_lock, threads = relocation.hold_exclusive, []

    def lock_then_moderate():
        take_lock()
        threads.append(in_thread(lambda: moderate(remarks=Remark.objects.all(), state="hidden", by=None)))
        wait_until(waits_for_a_lock)

    monkeypatch.setattr(relocation, "hold_exclusive", lock_then_moderate)
    activate(edition=narrower)
    threads[0].join(SECONDS)
    assert Remark.objects.get().state == "hidden"


def test_readers_see_the_old_areas_until_the_commit(narrower, gmina, monkeypatch):
    seen = []
    take_lock = relocation.hold_exclusive

    def look():
        seen.extend(Area.objects.covering(Point(16.1, 53.5, srid=4326)).filter(level=3))

    def look_then_lock():
        in_thread(look).join(SECONDS)
        take_lock()

    monkeypatch.setattr(relocation, "hold_exclusive", look_then_lock)
    activate(edition=narrower)
    assert seen == [gmina]
