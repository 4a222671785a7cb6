"""Lighthouse: what is told of several runs, and that what is installed is what was pinned."""

import json

from django.conf import settings

from bench.lighthouse import CATEGORIES, FIGURES, medians

NODE = settings.BASE_DIR / "bench" / "node"


def report(score, value):
    return {
        "categories": {name: {"score": score} for name in CATEGORIES},
        "audits": {name: {"numericValue": value} for name in FIGURES},
    }


def test_the_median_of_the_runs_is_told():
    figures = medians([report(0.9, 1500.4), report(0.97, 900.1), report(1, 4000)])
    assert figures["performance"] == 97
    assert figures["interactive"] == 1500


def test_every_package_is_pinned_by_its_hash_and_names_no_address():
    packages = json.loads((NODE / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_one_version_of_lighthouse_is_pinned():
    wanted = json.loads((NODE / "package.json").read_text())["dependencies"]["lighthouse"]
    locked = json.loads((NODE / "package-lock.json").read_text())["packages"]["node_modules/lighthouse"][
        "version"
    ]
    assert wanted == locked
