"""Writes docs/reference/mutation.md: the mutants of the rules that no test noticed, from the last `make mutants`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "mutation.md"
FIGURES = ROOT / "mutants" / "mutmut-cicd-stats.json"

HEAD = """\
# Mutants 变异测试

`make mutants` 把规则的代码逐处改动一点，看画表与证据的测试是否察觉；本页列出没有被察觉的改动，供下一位维护者逐条看。
由 `scripts/draw_mutation.py` 在 `make mutants` 之后写成。
`make mutants` changes the code of the rules in one place after another and sees whether the drawn tables and the
evidence notice; this page lists the changes that nothing noticed, for the next maintainer to look through. Written by
`scripts/draw_mutation.py` after `make mutants`.

留下的多是等价改动：缓存的名字、只在另一分支才用到的默认值、排序的先后。
Most that remain change nothing: the name under which something is kept, a default that only another branch reads,
the order of equals.
"""


def mutmut(*arguments: str) -> str:
    """What the program says."""
    command = [str(Path(sys.executable).parent / "mutmut"), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - our venv's
    return done.stdout


def survivors() -> list[str]:
    """The names of the mutants that survived."""
    lines = mutmut("results").splitlines()
    return [
        line.split(":")[0].strip() for line in lines if line.strip().endswith((": survived", ": no tests"))
    ]


def _changed(name: str) -> list[str]:
    diff = mutmut("show", name).splitlines()
    return [line for line in diff if line[:1] in {"-", "+"} and not line.startswith(("---", "+++"))]


def draw() -> str:
    """The whole page as Markdown."""
    mutmut("export-cicd-stats")
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    noticed = figures["killed"] + figures["timeout"] + figures["segfault"]
    share = 100 * noticed / max(1, figures["total"] - figures["skipped"])
    lines = [HEAD, f"共 {figures['total']} 处改动，察觉 {noticed} 处（{share:.1f}%）。"]
    lines += [f"Of {figures['total']} changes {noticed} were noticed ({share:.1f} %).", ""]
    for name in survivors():
        lines += [f"## `{name.removeprefix('screener.rules.')}`", "", "```diff", *_changed(name), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Writes the page anew."""
    PAGE.write_text(draw(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
