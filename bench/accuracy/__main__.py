"""`make accuracy`: measures, writes the figures beside the rules and draws the page from them."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys

from bench.accuracy.measuring import SAMPLES, SIZES, markets, samples
from bench.accuracy.page import FIGURES, PAGE, ROOT, draw


def main() -> int:
    """Measure every size; a minute or two."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--commit", help="the commit whose seeds are used; the one checked out if left out")
    commit = parser.parse_args().commit or _checked_out()
    sizes = []
    for size in SIZES:
        sizes.append(markets(commit, *size))
        sys.stderr.write(f"{size}: AUROC {sizes[-1]['auroc']}\n")
    found = {
        "commit": commit[:12],
        "drawn_on": dt.datetime.now(dt.UTC).date().isoformat(),
        "sizes": sizes,
        "contradictions": [samples(commit, *size) for size in SAMPLES],
    }
    FIGURES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(draw(found), encoding="utf-8")
    return 0


def _checked_out() -> str:
    run = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - the checkout's own git
    return run.stdout.strip()[:12]


if __name__ == "__main__":
    sys.exit(main())
