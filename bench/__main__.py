"""Measures the project against raw SQL. Run it through bin/bench [--sizes 1000,10000] [--quick]."""

import argparse
import logging
import os
import time

import django


def main():
    """Fill, measure and print, size after size; what is measured stands in the modules named."""
    asked = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mapconsult.settings")
    django.setup()
    logging.disable(logging.INFO)
    from bench import areas, database, fill, report, run

    database.check_name()
    gminas = areas.load()
    print("\n".join(report.machine(gminas)))
    fill.clear()
    results = {}
    for number in asked.sizes:
        began = time.perf_counter()
        consultation = fill.fill(number)
        print(f"\n{number:,} remarks are there ({time.perf_counter() - began:.0f} s)\n", flush=True)
        results[number] = run.measure(consultation, number)
    run.summary(results)


def _arguments():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    sizes = [1_000, 10_000, 100_000, 1_000_000]
    parser.add_argument("--sizes", type=_sizes, default=sizes, help="how many remarks, e.g. 1000,10000")
    parser.add_argument(
        "--quick", action="store_const", dest="sizes", const=sizes[:2], help="the two smallest sizes alone"
    )
    return parser.parse_args()


def _sizes(text):
    return sorted({int(part) for part in text.split(",")})


if __name__ == "__main__":
    main()
