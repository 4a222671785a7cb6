"""An organisation's own layers of areas: files received, looked at, loaded; layers taken away."""

import logging
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from geo.boundaries.errors import BadInput
from geo.layers.actions import delete_layer, load_layer
from geo.layers.files import read_upload
from geo.layers.read import Columns, guess, read_layer
from geo.models import Area, Layer
from mapconsult.consultations.models import LayerFile, OwnLayer

logger = logging.getLogger(__name__)


@transaction.atomic
def receive(*, organisation, file_name, content, frame, name="", own_layer=None):
    """Keep a file, read as `frame` (geo.layers.files), until somebody has said what its columns mean; instead
    of what was sent before for the same layer, and of other new files that nobody looked after."""
    columns = guess(frame)
    mine = LayerFile.objects.filter(organisation=organisation, own_layer=own_layer)
    mine.exclude(state=LayerFile.State.WAITING).delete()
    return LayerFile.objects.create(
        organisation=organisation,
        own_layer=own_layer,
        name=name or own_layer.layer.name,
        file_name=file_name[-255:],
        content=content,
        code_field=columns.code,
        name_field=columns.name,
        population_field=columns.population,
    )


def read(file, frame=None):
    """The LayerReading of a LayerFile by its columns; BadInput says why it makes no layer."""
    frame = read_upload(bytes(file.content), file.file_name) if frame is None else frame
    columns = Columns(code=file.code_field, name=file.name_field, population=file.population_field)
    territory = Area.objects.with_outline().get(pk=file.organisation.territory_id)
    around = territory.outline.extent if territory.outline else None
    return read_layer(frame, columns, around=around, around_name=territory.name)


@transaction.atomic
def load_later(*, file):
    """Let the worker load a file: locating again what stands on the map may take its time."""
    LayerFile.objects.filter(pk=file.pk).update(state=LayerFile.State.WAITING, error="")
    transaction.on_commit(partial(load_layer_file.enqueue, file.pk))


@task()
def load_layer_file(file_id):
    """Make a file the layer of its organisation, or the new areas of one, unless that was done or called off;
    a file that fails says why."""
    try:
        _load(file_id)
    except BadInput as error:
        _fail(file_id, str(error))
    except Exception:
        logger.exception("The file %d of a layer could not be loaded", file_id)
        _fail(file_id, _("Something went wrong. Try again, and tell the operator if it happens once more."))


@transaction.atomic
def _load(file_id):
    waiting = LayerFile.objects.filter(state=LayerFile.State.WAITING).select_related("organisation")
    # A second worker waits, and finds nothing left to do.
    file = waiting.select_for_update(of=["self"]).filter(pk=file_id).first()
    if file is None:
        return
    layer = file.own_layer.layer if file.own_layer else Layer(name=file.name)
    load_layer(
        layer=layer,
        rows=read(file).rows,
        file_name=file.file_name,
        population_year=file.population_year,
    )
    if file.own_layer is None:
        OwnLayer.objects.create(organisation=file.organisation, layer=layer)
    file.delete()


def _fail(file_id, reason):
    LayerFile.objects.filter(pk=file_id).update(state=LayerFile.State.FAILED, error=reason)


@transaction.atomic
def take_away(*, own_layer):
    """Nobody is shown the layer any more; the worker takes its areas away."""
    layer = own_layer.layer_id
    own_layer.delete()
    transaction.on_commit(partial(take_layer_away.enqueue, layer))


@task()
def take_layer_away(layer_id):
    """Delete a layer that belongs to nobody any more, and its areas from what stands in them."""
    layer = Layer.objects.filter(pk=layer_id).first()
    if layer:
        delete_layer(layer=layer)
