"""How long something takes."""

import statistics
import time
from dataclasses import dataclass

# As many runs as fit into this time, but no fewer and no more than that.
BUDGET = 3.0  # seconds
FEWEST, MOST = 3, 25


@dataclass(frozen=True)
class Timed:
    """The median of several warm runs, in seconds, and what the last one gave."""

    seconds: float
    runs: int
    result: object


def timed(function):
    """Run it once to warm the caches of database and process, then several times."""
    function()
    times, result = [], None
    began = time.perf_counter()
    while len(times) < FEWEST or (len(times) < MOST and time.perf_counter() - began < BUDGET):
        started = time.perf_counter()
        result = function()
        times.append(time.perf_counter() - started)
    return Timed(statistics.median(times), len(times), result)


def percentile(values, share):
    """The value that `share` (0..1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
