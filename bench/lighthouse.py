"""Lighthouse on the pages of residents, on its phone: `bin/demo` in one terminal, then
`.venv/bin/python -m bench.lighthouse [--runs 5] [--at http://localhost:8000]` in another.

Lighthouse is installed into var/lighthouse by the hashes of bench/node/package-lock.json, from the registry
that npm is set up with. Ends with 1 when the median of a page is below GOAL.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "lighthouse"
GOAL = 95
CATEGORIES = ["performance", "accessibility", "best-practices"]
FIGURES = {
    "first-contentful-paint": "first paint, ms",
    "largest-contentful-paint": "largest paint, ms",
    "interactive": "interactive, ms",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "shift",
    "total-byte-weight": "bytes",
}
SLUG = "czaplinek-teren-rekreacyjny"
FLAGS = "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking"


def main():
    """Print a row for each page that the server has."""
    asked = _arguments()
    programs = {name: shutil.which(name) for name in ("node", "npm", "chromium")}
    missing = [name for name, path in programs.items() if not path]
    if missing:
        names = " ".join(name.replace("node", "nodejs") for name in missing)
        sys.exit(f"Lighthouse needs {', '.join(missing)}:  sudo apt-get install {names}")
    install(programs["npm"])
    print(f"| page | {' | '.join(CATEGORIES)} | {' | '.join(FIGURES.values())} |")
    print("|---" * (1 + len(CATEGORIES) + len(FIGURES)) + "|", flush=True)
    weak = []
    for path in _pages(asked.at):
        figures = measure(asked.at + path, asked.runs, programs["chromium"])
        print(
            f"| `{path}` | {' | '.join(f'{figures[name]:g}' for name in [*CATEGORIES, *FIGURES])} |",
            flush=True,
        )
        weak += [f"{path}: {name} {figures[name]:g}" for name in CATEGORIES if figures[name] < GOAL]
    if weak:
        sys.exit(f"Below {GOAL}: {', '.join(weak)}")


def install(npm):
    """Lighthouse as the lock pins it; nothing to do when it is there."""
    HOME.mkdir(parents=True, exist_ok=True)
    lock = (ROOT / "bench" / "node" / "package-lock.json").read_text()
    installed = HOME / "package-lock.json"
    if (HOME / "node_modules").is_dir() and installed.is_file() and installed.read_text() == lock:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "bench" / "node" / name, HOME)
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HOME, check=True)


def measure(address, runs, chromium):
    """{category or figure: median of the runs}"""
    return medians([_report(address, chromium) for _ in range(runs)])


def medians(reports):
    """Of what Lighthouse reported on one page."""
    scores = {
        name: median(100 * report["categories"][name]["score"] for report in reports) for name in CATEGORIES
    }
    figures = {name: median(report["audits"][name]["numericValue"] for report in reports) for name in FIGURES}
    return {name: round(value) for name, value in scores.items()} | {
        name: round(value, 3) if name == "cumulative-layout-shift" else round(value)
        for name, value in figures.items()
    }


def _report(address, chromium):
    command = [HOME / "node_modules" / ".bin" / "lighthouse", address, "--quiet", "--output=json"]
    options = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    environment = os.environ | {"CHROME_PATH": chromium}
    # A browser that is short of a core may miss its own beginning; it is started again.
    for _ in range(3):
        done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True)
        report = json.loads(done.stdout) if done.returncode == 0 else {"runtimeError": done.stderr}
        if "runtimeError" not in report:
            return report
    raise RuntimeError(f"Lighthouse could not read {address}: {report['runtimeError']}")


def _pages(at):
    page = f"/konsultacje/{SLUG}/"
    with urllib.request.urlopen(f"{at}/api/v1/consultations/{SLUG}/remarks/?limit=1") as answer:
        remark = json.load(answer)["features"][0]["id"]
    wanted = [
        "/",
        page,
        f"{page}lista/",
        f"{page}zglos/",
        f"{page}ankieta/",
        f"{page}pismo/",
        f"/uwagi/{remark}/",
    ]
    return [path for path in wanted if _is_there(at + path)]


def _is_there(address):
    try:
        with urllib.request.urlopen(address):
            return True
    except urllib.error.HTTPError:
        return False


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m bench.lighthouse", description=__doc__)
    parser.add_argument("--at", default="http://localhost:8000", help="where bin/demo serves")
    parser.add_argument("--runs", type=int, default=3, help="the median of how many")
    return parser.parse_args()


if __name__ == "__main__":
    main()
