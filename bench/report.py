"""The figures as Markdown tables."""

import math
import os
import platform
from pathlib import Path

from django.db import connection

from bench.analysis import GOALS

SETTINGS = [
    "server_version",
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "shared_buffers",
    "work_mem",
    "jit",
]


def machine(gminas):
    """What the figures were measured on, as lines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM unnest(%s) AS name", [SETTINGS])
        settings = ", ".join(f"{name} {value}" for name, value in cursor.fetchall())
        cursor.execute("SELECT postgis_lib_version()")
        postgis = cursor.fetchone()[0]
    yield f"{os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}"
    yield f"PostgreSQL: {settings}; PostGIS {postgis}"
    yield f"{gminas} gminas; medians of several warm runs; server, clients and database share the cores"


def _processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def table(head, rows):
    """A Markdown table."""
    rows = [head, ["---" if n == 0 else "---:" for n in range(len(head))], *rows]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)


def reads(number, measured):
    head = [
        f"{number:,} remarks",
        "raw SQL, ms",
        "in the process, ms",
        "ratio",
        "over HTTP, ms",
        "kB gzipped",
    ]
    return table(
        head,
        [
            [
                read.name,
                _ms(read.raw),
                _ms(read.ours),
                _times(read.ratio),
                _ms(read.http),
                f"{read.bytes / 1e3:.1f}",
            ]
            for read in measured
        ],
    )


def interactions(number, measured):
    """Those of the workbench, above the goal of their size in bold."""
    head = [f"workbench, {number:,} remarks", "raw SQL, ms", "in the process, ms", "ratio"]
    goal = GOALS.get(number, math.inf)
    rows = []
    for one in measured:
        ours = _ms(one.ours) if one.ours <= goal else f"**{_ms(one.ours)}**"
        raw, ratio = (_ms(one.raw), _times(one.ratio)) if one.raw else ("", "")
        rows.append([one.name, raw, ours, ratio])
    return table(head, rows)


def exports(results):
    head = [
        "export of",
        "COPY, s",
        "over HTTP, s",
        "ratio",
        "first byte, ms",
        "gzipped, s",
        "MB",
        "MB gzipped",
    ]
    head.append("memory above idle, MB")
    return table(
        head,
        [
            [
                f"{number:,}",
                f"{export.raw:.2f}",
                f"{export.plain:.2f}",
                _times(export.ratio),
                _ms(export.first_byte),
                f"{export.gzipped:.2f}",
                f"{export.bytes / 1e6:.1f}",
                f"{export.gzipped_bytes / 1e6:.1f}",
                f"{export.memory / 1e6:.1f}",
            ]
            for number, export in results.items()
        ],
    )


def writes(results):
    head = [
        "8 clients, remarks there",
        "per second",
        "p50, ms",
        "p99, ms",
        "raw SQL per second",
        "raw p99, ms",
    ]
    return table(
        head,
        [
            [
                f"{number:,}",
                f"{ours.rate:.0f}",
                _ms(ours.median),
                _ms(ours.p99),
                f"{raw.rate:.0f}",
                _ms(raw.p99),
            ]
            for number, (ours, raw) in results.items()
        ],
    )


def relocations(results):
    head = [
        "re-location of",
        "one UPDATE, s",
        "activation, nothing new, s",
        "activation, much new, s",
        "moved",
    ]
    return table(
        head,
        [
            [f"{number:,}", f"{r.raw:.2f}", f"{r.nothing:.2f}", f"{r.much:.2f}", f"{r.moved:,}"]
            for number, r in results.items()
        ],
    )


def growth(results):
    """How each read grows with the number of remarks."""
    names = [read.name for read in next(iter(results.values()))]
    head = ["in the process, ms", *(f"{number:,}" for number in results)]
    return table(
        head,
        [
            [name, *(_ms(measured[place].ours) for measured in results.values())]
            for place, name in enumerate(names)
        ],
    )


def _ms(seconds):
    return f"{seconds * 1000:.1f}"


def _times(ratio):
    return f"{ratio:.1f}"
