"""Writes docs/reference/mutation.md: the mutants of the rules that no test noticed, from the last `make mutants`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "mutation.md"

HEAD = """\
# 变异测试 Mutants

`make mutants` 把规则的代码逐处改动一点，看画表与证据的测试是否察觉；本页按原因列出没有被察觉的改动，
供下一位维护者逐条看。由 `scripts/draw_mutation.py` 在 `make mutants` 之后写成；原因也写在那里。
`make mutants` changes the code of the rules in one place after another and sees whether the drawn tables and the
evidence notice; this page lists the changes that nothing noticed, by reason, for the next maintainer to look through.
Written by `scripts/draw_mutation.py` after `make mutants`; the reasons stand there.
"""

#: What the mutant's name or its changed lines match, and why nothing notices it; the first that fits counts.
REASONS = (
    (
        r"\.keep\(",
        "等价：保留中间结果所用的名字；取证据时规则已经算过，不会再算。",
        "Equal: the name under which something is kept, or how evidence would make what the rule has made already.",
    ),
    (
        r"p\.compiled|compiled=",
        "等价：编译的与 NumPy 的两种实现给出同样的行（`tests/screener/test_compiled.py`）。",
        "Equal: the compiled form and its NumPy twin give the same rows (`tests/screener/test_compiled.py`).",
    ),
    (
        r"copies\.x_(?:mix|member_marks|fingerprints|alike|copies)__",
        "等价：只挑候选，候选逐条精确比较；改动后候选更多或散列不同，疑点不变。",
        "Equal: candidates only, compared exactly afterwards; more of them or other hashes, the same hits.",
    ),
    (
        r"(?:raw\.x__shared_records|instrument\.x__suspects|person\.x__movers|number\.x_earlier)__",
        "等价：编译实现的预选与数组大小；多选的行随后精确核对。",
        "Equal: what the compiled form selects beforehand, and room in its arrays; rows too many are checked exactly.",
    ),
    (
        r"number\.x_(?:_sequence|_repeated)__",
        "等价：何时可以不排序；多排一次，次序相同。",
        "Equal: when sorting can be left out; sorting once more gives the same order.",
    ),
    (
        r"(?:uscc|site_id|portable|capacity|min_minutes)\"|known\(instrument\)",
        "等价：未知仪器或方法的默认值；这样的行另由是否已知排除。",
        "Equal: the default for an unknown instrument or method, whose rows are left out by a look-up of their own.",
    ),
    (
        r"kind=|np\.argsort\(|astype\(None\)|np\.array\(sorted|np\.zeros\(|slice\(None\)|MOST_OTHERS [-+] 1",
        "等价：NumPy 自己会定的类型、并列者的排法，或随后还会截断的长度。",
        "Equal: a type that NumPy finds by itself, the way equals are sorted, or a length that is cut afterwards.",
    ),
    (
        r"key=|lambda row: str|sorted\(rows|min\(rows|, None, MOST_OTHERS\)",
        "不等价，但不影响疑点：证据里其他行的先后，或由哪一行代表一次检验。",
        "Not equal, no hit depends on it: the order of other rows in evidence, or which row stands for a test.",
    ),
    (
        r"p\.book\.following, None\)",
        "不等价，但不影响疑点：更正链在证据里最多列二十份；画表里没有更长的链。",
        "Not equal, no hit depends on it: evidence lists twenty of a chain of corrections; no drawn chain is longer.",
    ),
    (
        r"\bnumbered\b",
        "不等价，但不影响疑点：算不算已核对的行数；只看疑点与回答的表察觉不到。",
        "Not equal, no hit depends on it: how many rows count as tested, which tables of hits and outcomes do not say.",
    ),
)
OPEN = (
    "还没有归类的：先看这些。",
    "Not yet sorted: look at these first.",
)


def mutmut(folder: Path, *arguments: str) -> str:
    """What the program says."""
    command = [str(Path(sys.executable).parent / "mutmut"), *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - our venv's
    return done.stdout


def survivors(folder: Path) -> dict[str, list[str]]:
    """The mutants that survived, and the lines each of them changed."""
    lines = mutmut(folder, "results").splitlines()
    names = [
        line.split(":")[0].strip() for line in lines if line.strip().endswith((": survived", ": no tests"))
    ]
    return {name: _changed(mutmut(folder, "show", name)) for name in names}


def _changed(diff: str) -> list[str]:
    lines = diff.splitlines()
    return [line for line in lines if line[:1] in {"-", "+"} and not line.startswith(("---", "+++"))]


def sorted_out(found: dict[str, list[str]]) -> dict[tuple[str, str], list[str]]:
    """The mutants of each reason, in the order of the reasons; those that none fits come first."""
    groups: dict[tuple[str, str], list[str]] = {OPEN: [], **{(zh, en): [] for _, zh, en in REASONS}}
    for name, lines in found.items():
        text = "\n".join([name, *lines])
        fitting = ((zh, en) for pattern, zh, en in REASONS if re.search(pattern, text))
        groups[next(fitting, OPEN)].append(name)
    return {reason: names for reason, names in groups.items() if names}


def draw(folder: Path) -> str:
    """The whole page as Markdown."""
    mutmut(folder, "export-cicd-stats")
    figures = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    noticed = figures["killed"] + figures["timeout"] + figures["segfault"]
    share = 100 * noticed / max(1, figures["total"] - figures["skipped"])
    lines = [HEAD, f"共 {figures['total']} 处改动，察觉 {noticed} 处（{share:.1f}%），指标 85%。"]
    lines += [f"Of {figures['total']} changes {noticed} were noticed ({share:.1f} %); the bar is 85 %.", ""]
    found = survivors(folder)
    for (zh, en), names in sorted_out(found).items():
        lines += [f"## {len(names)} 处 {len(names)} changes", "", zh, en, "", "```diff"]
        for name in names:
            lines += [f"# {name.removeprefix('screener.rules.')}", *found[name]]
        lines += ["```", ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Writes the page anew; an argument names another folder in which `mutmut run` was run."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    PAGE.write_text(draw(folder), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
