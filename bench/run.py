"""All measurements of one size, and what they say together."""

from dataclasses import dataclass

from bench import analysis, exports, reads, relocate, report, writes
from bench.server import serve


@dataclass(frozen=True)
class Results:
    reads: list
    export: exports.Export
    writes: tuple
    relocation: relocate.Relocation


def measure(consultation, number):
    """Measure and print the reads and interactions of a size; the rest is told by summary()."""
    with serve() as server:
        measured = list(reads.measure(consultation, server))
        print(report.reads(number, measured), flush=True)
        print("\n" + report.interactions(number, analysis.measure(consultation)), flush=True)
        export = exports.measure(consultation, server)
        written = writes.measure(consultation, server)
    return Results(measured, export, written, relocate.measure())


def summary(results):
    """Everything beside the reads, size beside size."""
    for tell, name in [
        (report.exports, "export"),
        (report.writes, "writes"),
        (report.relocations, "relocation"),
        (report.growth, "reads"),
    ]:
        print("\n" + tell({number: getattr(result, name) for number, result in results.items()}))
