"""The ledgers, archives and coded tables one bench runs over; each is made the first time it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.shelf import BENCH, LEDGER, SAMPLE, kept, mark_of
from bench.stopwatch import measure

A_INSTITUTION = 5_000  # results of an institution, about
SMALL = 30_000

Tell = Callable[[str], None]


def _written() -> str:
    return mark_of(SAMPLE, LEDGER / "tables", LEDGER / "columns.py")


def _taken() -> str:
    return mark_of(LEDGER)


@dataclass(frozen=True)
class Field:
    """Where everything of a bench of so many results lies; `tell` is called with what is being made."""

    size: int
    giant_size: int
    tell: Tell

    def ledger(self, results: int, file_format: str, institutions: int | None = None) -> Path:
        """A sample ledger of many institutions, or of as many as asked for."""
        count = institutions or max(1, results // A_INSTITUTION)
        name = f"ledger-{results}-{count}-{file_format}"

        def make(out: Path) -> None:
            self.tell(f"生成 making {name}")
            measure(
                "write sample", out=str(out), results=results, institutions=count, file_format=file_format
            )

        return kept(name, _written(), make)

    def archive(self, ledger: Path) -> Path:
        """The archive of a ledger."""
        name = ledger.name.rpartition(".")[0].replace("ledger", "archive")

        def make(out: Path) -> None:
            self.tell(f"生成 making {name}")
            measure("take in", ledger=str(ledger), out=str(out))

        return kept(name, _taken(), make)

    @property
    def ordered(self) -> Path:
        """The archive everybody is measured on."""
        return self.archive(self.ledger(self.size, "parquet"))

    @property
    def tenth(self) -> Path:
        """An archive of a tenth of the results."""
        return self.archive(self.ledger(self.size // 10, "parquet"))

    @property
    def shuffled(self) -> Path:
        """The archive of the same ledger with its rows in random order."""
        source = self.ledger(self.size, "parquet")
        name = f"ledger-{self.size}-shuffled"

        def make(out: Path) -> None:
            self.tell(f"生成 making {name}")
            measure("shuffle", ledger=str(source), out=str(out))

        return self.archive(kept(name, _written(), make))

    def giant(self, results: int) -> Path:
        """The archive of one institution with so many results."""
        return self.archive(self.ledger(results, "parquet", institutions=1))

    def prepare(self) -> None:
        """Make everything that is not there yet."""
        made = (self.ordered, self.tenth, self.shuffled, self.coded, self.plain, self.csv, self.small_csv)
        giants = (self.giant(self.giant_size), self.giant(self.giant_size // 10))
        self.tell(f"台账和存档齐了 {len(made) + len(giants)} ledgers and archives are there")

    @property
    def coded(self) -> Path:
        """The archive's columns as plain Parquet, for the other programs."""
        source = self.ordered
        name = f"coded-{self.size}"

        def make(out: Path) -> None:
            self.tell(f"生成 making {name}")
            measure("code", archive=str(source), out=str(out))

        return kept(name, mark_of(LEDGER, BENCH / "coded.py"), make)

    @property
    def plain(self) -> Path:
        """The archive's columns, bucket by bucket, as Parquet that costs least to read, for the bare scan."""
        source = self.ordered
        name = f"plain-{self.size}"

        def make(out: Path) -> None:
            self.tell(f"生成 making {name}")
            measure("plain", archive=str(source), out=str(out))

        return kept(name, mark_of(LEDGER, BENCH / "coded.py"), make)

    @property
    def csv(self) -> Path:
        """The ledger as CSV, for intake."""
        return self.ledger(self.size, "csv")

    @property
    def small_csv(self) -> Path:
        """A small ledger as CSV."""
        return self.ledger(SMALL, "csv", institutions=12)
