"""A ledger folder is checked by the engine, and its tables are written as kept, with the place of every row."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils.translation import gettext_noop

from bureau.registry.identity import hidden, is_identity_number
from bureau.screening.ledgers.refusing import UnusableError, in_both
from screener.ledger.cache import unchanged
from screener.ledger.faults import Faults, Refused
from screener.ledger.filled.placing import Folder, Placed
from screener.ledger.intake import Effort, take_in
from screener.ledger.package import Package, open_package
from screener.ledger.reading import schema, stream
from screener.ledger.tables import TABLES
from screener.phrases import Phrase

Progress = Callable[[str, int, int], None]
FAULT_LIMIT = 500
MEMORY = 256 << 20
THREADS = 2
# Beside the columns of the format: whose a row of results is, and where every row stood.
OWNER, FILE, ROW = "_uscc", "_file", "_row"


@dataclass
class Span:
    """What a ledger says of one institution: the days on which its reports were issued, and how many rows."""

    first: dt.date
    last: dt.date
    reports: int = 0
    results: int = 0


@dataclass
class Checked:
    """A ledger that keeps to the format: its tables as files, its institutions, what the engine remarked."""

    tables: dict[str, tuple[Path, int]]
    spans: dict[str, Span]
    institutions: dict[str, str]
    content_hash: str
    contents: dict[str, Any] = field(default_factory=dict)


def check_ledger(folder: Folder, work: Path, progress: Progress) -> Checked:
    """Check a ledger with the engine's own checking, then write its tables into `work`.

    Raises:
        UnusableError: with every fault, up to the limit.
    """
    try:
        package = open_package(folder.root)
        manifest = _checked(package, work, progress)
    except Refused as refused:
        raise _unusable(refused, folder) from refused
    if folder.faults:
        raise _unusable(Refused(Phrase("", "")), folder)
    writer = _Writer(package, folder, work, progress)
    tables = {name: writer.write(name) for name in TABLES if name in package.files}
    contents = {name: manifest[name] for name in ("rows_read", "absent_tables", "dangling", "warnings")}
    contents["mapped"] = folder.mapped
    return Checked(tables, writer.spans, writer.institutions, _content(package), contents)


def _checked(package: Package, work: Path, progress: Progress) -> dict[str, Any]:
    archive = work / "archive"
    archive.mkdir()
    effort = Effort(threads=THREADS, memory=MEMORY, fault_limit=FAULT_LIMIT, progress=progress)
    with unchanged(package):
        return take_in(package, archive, effort)


def _content(package: Package) -> str:
    """The same for the same tables, whatever the files are called and however they were packed."""
    digest = hashlib.sha256()
    for name in sorted(package.files):
        hashes = []
        for file in package.files[name]:
            with file.path.open("rb") as content:
                hashes.append(hashlib.file_digest(content, "sha256").hexdigest())
        digest.update(f"{name}:{','.join(sorted(hashes))}\n".encode())
    return digest.hexdigest()


def _unusable(refused: Refused, folder: Folder) -> UnusableError:
    """The engine's refusal without paths of this machine; where cells are at fault, how many they are."""
    placed, beyond = folder.all_faults(refused, FAULT_LIMIT)
    faults = [_told(one) for one in placed]
    if faults:
        message = gettext_noop("%(n)d places in it break the format. Nothing of it was taken.")
        return UnusableError(in_both(message, n=len(faults) + beyond), faults, beyond, folder.unexplained)
    here, told = f"{folder.root}/", {"zh": refused.message.zh, "en": refused.message.en}
    return UnusableError(
        {key: text.replace(here, "").replace(str(folder.root), "") for key, text in told.items()},
        [],
        shapes=folder.unexplained,
    )


def _told(fault: Placed) -> dict[str, Any]:
    return {
        "table": fault.table,
        "file": fault.file,
        "row": fault.row,
        "letter": fault.letter,
        "column": fault.column,
        "value": fault.value,
        "zh": fault.expected.zh,
        "en": fault.expected.en,
        "cure_zh": fault.cure.zh,
        "cure_en": fault.cure.en,
    }


class _Writer:
    """Writes one table after the other; reports come before results, which belong to whom their reports do."""

    def __init__(self, package: Package, folder: Folder, work: Path, progress: Progress) -> None:
        self.package, self.folder, self.work, self.progress = package, folder, work, progress
        self.spans: dict[str, Span] = {}
        self.institutions: dict[str, str] = {}
        self._reports: list[pa.Table] = []
        self._owners: tuple[pa.Array, pa.Array] | None = None

    def write(self, name: str) -> tuple[Path, int]:
        """One table as Parquet; the file and its rows."""
        path, rows = self.work / f"{name}.parquet", 0
        with pq.ParquetWriter(path, _kept_schema(name), compression="zstd", compression_level=3) as writer:
            for table in self._pieces(name):
                writer.write_table(table, row_group_size=65_536)
                rows += table.num_rows
                self.progress(f"keep {name}", rows, 0)
        return path, rows

    def _pieces(self, name: str) -> Iterator[pa.Table]:
        for piece in stream(self.package, name, Faults(1), threads=1):
            table, first = piece.rows, piece.first_row
            if name == "people":
                table = _without_numbers(table)
            if name == "institutions":
                columns = (table.column(one).to_pylist() for one in ("uscc", "name"))
                self.institutions |= dict(zip(*columns, strict=True))
            if name == "reports":
                self._note_reports(table)
            if name == "results":
                table = table.append_column(OWNER, self._owner_of(table))
                counts = Counter(table.column(OWNER).to_pylist())
                for uscc, number in counts.items():
                    if uscc in self.spans:
                        self.spans[uscc].results += number
            places = np.arange(first, first + table.num_rows)
            numbers = (
                [self.folder.row(piece.file, int(one)) for one in places]
                if self.folder.sheet_rows
                else places
            )
            table = table.append_column(FILE, pa.repeat(self.folder.place(piece.file), table.num_rows))
            yield table.append_column(ROW, pa.array(numbers, pa.int64())).cast(_kept_schema(name))

    def _note_reports(self, table: pa.Table) -> None:
        self._reports.append(table.select(["report_id", "uscc"]))
        days = table.column("issued_at").cast(pa.date32())
        found = pa.table({"uscc": table.column("uscc"), "day": days}).group_by("uscc")
        for row in found.aggregate([("day", "min"), ("day", "max"), ("day", "count")]).to_pylist():
            span = self.spans.setdefault(row["uscc"], Span(row["day_min"], row["day_max"]))
            span.first, span.last = min(span.first, row["day_min"]), max(span.last, row["day_max"])
            span.reports += row["day_count"]

    def _owner_of(self, results: pa.Table) -> pa.Array:
        """Whose each result is; empty where its report is absent."""
        if self._owners is None:
            whole = pa.concat_tables(self._reports).combine_chunks()
            ids, usccs = (whole.column(name).combine_chunks() for name in ("report_id", "uscc"))
            self._owners = (ids, usccs)
        ids, usccs = self._owners
        places = pc.index_in(results.column("report_id").combine_chunks(), value_set=ids)
        return usccs.take(places)


def _kept_schema(name: str) -> pa.Schema:

    own = [pa.field(OWNER, pa.string())] if name == "results" else []
    return pa.schema([*schema(name), *own, pa.field(FILE, pa.string()), pa.field(ROW, pa.int64())])


def _without_numbers(people: pa.Table) -> pa.Table:
    """The staff with a keyed hash in place of every number of an identity card; the number itself is dropped."""
    kept = [
        hidden(text.upper()).digest if text and is_identity_number(text.upper()) else text
        for text in people.column("identity").to_pylist()
    ]
    place = people.schema.get_field_index("identity")
    return people.set_column(place, "identity", pa.array(kept, pa.string()))
