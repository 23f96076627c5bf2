"""Says whether the tests killed enough of the mutants that mutmut made, and lists the survivors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BAR = 85
FIGURES = Path("mutants/mutmut-cicd-stats.json")


def share_killed(figures: dict[str, int]) -> float:
    """Percent of the mutants that a test noticed; one that never ends or crashes was noticed."""
    noticed = figures["killed"] + figures["timeout"] + figures["segfault"]
    return 100 * noticed / (figures["total"] - figures["skipped"])


def main() -> int:
    """Exit status 1 when fewer than 85 % were killed."""
    mutmut = str(Path(sys.executable).parent / "mutmut")
    subprocess.run([mutmut, "export-cicd-stats"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our venv's
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    subprocess.run([mutmut, "results"], check=True)  # noqa: S603 - our venv's
    if not figures["total"]:
        print("no mutants: is only_mutate in pyproject.toml still right?")
        return 1
    share = share_killed(figures)
    print(f"{share:.1f} % of {figures['total']} mutants killed; the bar is {BAR} %")
    return 0 if share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
