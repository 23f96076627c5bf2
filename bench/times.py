"""The runs measured so far, written down after each, so that a bench that was broken off goes on where it was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from bench.shelf import BENCH, ROOT, mark_of, shelf
from bench.stopwatch import Measured


@dataclass
class Times:
    """Every run of every entrant of one bench."""

    journal: Path
    runs: dict[str, list[Measured]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str) -> Times:
        """What an earlier bench of that name and of the same code left unfinished, or nothing."""
        journal = shelf() / f"unfinished-{name}.{mark_of(ROOT / 'screener', BENCH)}.json"
        if not journal.is_file():
            return cls(journal)
        noted = json.loads(journal.read_text(encoding="utf-8"))
        return cls(journal, {name: [Measured(**run) for run in runs] for name, runs in noted.items()})

    def add(self, name: str, run: Measured) -> None:
        """Keep a run."""
        self.runs.setdefault(name, []).append(run)
        noted = {name: [asdict(run) for run in runs] for name, runs in self.runs.items()}
        self.journal.write_text(json.dumps(noted), encoding="utf-8")

    def finish(self) -> None:
        """Forget: the next bench measures anew."""
        self.journal.unlink(missing_ok=True)

    def count(self, name: str) -> int:
        """How often the entrant ran."""
        return len(self.runs.get(name, ()))

    def latest(self, name: str) -> Measured:
        """The entrant's latest run."""
        return self.runs[name][-1]

    def wall(self, name: str) -> float:
        """Median wall seconds."""
        return median(run.wall for run in self.runs[name])

    def cpu(self, name: str) -> float:
        """Median CPU seconds."""
        return median(run.cpu for run in self.runs[name])

    def peak(self, name: str) -> int:
        """Most memory of any run, in bytes."""
        return max(run.peak for run in self.runs[name])

    def said(self, name: str, key: str) -> str:
        """What the latest run said."""
        return str(self.latest(name).said[key])

    def rows(self, name: str) -> int:
        """How many results the run screened."""
        return int(self.latest(name).said["rows"])
