"""A download that never stands in memory as a whole."""

import time
from itertools import islice

from django.http import StreamingHttpResponse

from mapconsult.exchange.slots import slot

# Rows fetched and sent at a time: about 300 kB of usual remarks.
BATCH = 500
# A download that takes longer is broken off: its transaction keeps dead rows in the database.
LONGEST = 15 * 60


class TooSlow(Exception):
    """The reader took longer than LONGEST seconds."""


def download(values, pieces):
    """A response that streams `pieces(batches)` of a queryset of single values while it is read.

    The rows come from one statement and a server-side cursor, hence from one moment, in a transaction that
    begins here and ends with the stream, or when the reader goes away (the web server closes the response).
    Raises slots.AllTaken.
    """
    stream = _stream(values, pieces)
    # Takes the slot; and a generator that has begun cleans up when it is closed, one that has not does not.
    next(stream)
    return StreamingHttpResponse(stream)


def _stream(values, pieces):
    with slot():
        yield b""
        yield from pieces(_batches(values))


def _batches(values):
    deadline = time.monotonic() + LONGEST
    rows = values.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        if time.monotonic() > deadline:
            raise TooSlow
        yield batch
