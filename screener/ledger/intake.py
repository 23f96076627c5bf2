"""Intake: reads a ledger once, checks every row, and cuts it by institution into an archive."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from screener.ledger import archive, buckets, keys
from screener.ledger.coding import SMALL, Coded, Lexicon
from screener.ledger.dangling import Watch, look_at_small_tables
from screener.ledger.faults import FAULT_LIMIT, Faults
from screener.ledger.package import Package
from screener.ledger.reading import Piece, expected_pieces, read_table, stream
from screener.ledger.register import Register
from screener.ledger.remarks import remarks_on
from screener.ledger.spool import Backlog, Spool
from screener.ledger.units import NO_DECIMALS, days_of, flags_of, integers_of, numbers_of, times_of

BUCKET_ROWS = 524_288
DEFAULT_MEMORY = 2**30
#: Which part of the memory the results, the reports (twice) and the keys may take before they go through files.
RESULTS, REPORTS, KEYS = 4, 8, 16
CONCLUSIONS = pa.array(["none", "pass", "fail"])

Progress = Callable[[str, int, int], None]


def no_progress(stage: str, done: int, total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Effort:
    """How much of the machine an intake may use, and how finely it cuts."""

    threads: int = 2
    memory: int = DEFAULT_MEMORY
    bucket_rows: int = BUCKET_ROWS
    fault_limit: int = FAULT_LIMIT
    progress: Progress = no_progress


class _Reports:
    """What intake remembers of the reports while the results are read."""

    def __init__(self, spool: Path, memory: int) -> None:
        self.ids = Register(spool, memory // KEYS)
        self.rows = Backlog(spool / "reports.backlog", memory // REPORTS)
        self.correcting: list[pa.Table] = []
        self._uscc = [np.zeros(0, np.int32)]

    def belong_to(self, institutions: npt.NDArray[np.int32]) -> None:
        """Remember whose the next reports are."""
        self._uscc.append(institutions)

    @property
    def uscc(self) -> npt.NDArray[np.int32]:
        """Whose each report is, by the codes of the reports."""
        if len(self._uscc) > 1:
            self._uscc = [np.concatenate(self._uscc)]
        return self._uscc[0]


def take_in(package: Package, target: Path, effort: Effort = Effort()) -> dict[str, Any]:
    """Read `package`, write an archive into the empty folder `target`, return its manifest.

    Raises `Refused` with every fault (up to the limit) when the ledger breaks the format.
    """
    with tempfile.TemporaryDirectory(prefix=".spool-", dir=target.parent) as spool:
        return _Intake(package, target, Path(spool), effort).run()


class _Intake:
    def __init__(self, package: Package, target: Path, spool: Path, effort: Effort) -> None:
        self.package, self.target, self.spool, self.effort = package, target, spool, effort
        self.faults = Faults(effort.fault_limit)
        self.lexicon = Lexicon()
        self.rows: dict[str, int] = {}
        self.watch = Watch(self.lexicon)
        self.reports = _Reports(spool, effort.memory)

    def run(self) -> dict[str, Any]:
        with archive.hashing(self.package) as digest:
            small = self._small_tables()
            remarks = remarks_on(self.package, small, self.lexicon) if small else []
            self._read_reports()
            spooled = self._read_results()
            self.faults.refuse_if_any()
            for folder in ("reports", "results", "texts", "tables", "words"):
                (self.target / folder).mkdir()
            counts = self._write_buckets(*spooled)
            small = self._with_reports(small)
            self._write_chains()
            remarks += self.watch.remarks(self.rows.get("reports", 0))
            return archive.finish(
                self.target,
                self.lexicon,
                small,
                {
                    "content_sha256": digest(),
                    "rows_read": self.rows,
                    "absent_tables": list(self.package.absent),
                    "dangling": [item.as_json() for item in self.watch.dangling() if item.rows],
                    "warnings": [remark.as_json() for remark in remarks],
                    **counts,
                },
            )

    def _small_tables(self) -> dict[str, Coded]:
        tables: dict[str, pa.Table] = {}
        for name in SMALL:
            rows = read_table(self.package, name, self.faults, threads=1)
            keys.check_small(self.package, name, rows, self.faults)
            self.rows[name] = rows.num_rows
            tables[name] = rows
        self.faults_so_far()
        if self.faults.count:
            return {}  # the large tables are read for their faults only
        coded = {name: self.lexicon.code(name, rows) for name, rows in tables.items()}
        look_at_small_tables(self.watch, self.package, coded)
        return coded

    def _with_reports(self, small: dict[str, Coded]) -> dict[str, Coded]:
        """The small tables; where a row names a report, `report` is its code, -1 where it is absent."""
        found = dict(small)
        for name, coded in small.items():
            if "report_id" in coded:
                texts = pa.array(coded["report_id"].tolist(), pa.string())
                report = self.reports.ids.find(texts)
                self.watch.named(name, "report_id", texts, report)
                found[name] = {**coded, "report": report}
        return found

    def faults_so_far(self) -> None:
        """Stop early once no further fault would be listed anyway."""
        if self.faults.full:
            self.faults.refuse_if_any()

    def _pieces(self, table: str, *encode: str) -> Iterator[Piece]:
        self.rows[table] = 0
        total = expected_pieces(self.package, table)
        pieces = stream(self.package, table, self.faults, threads=self.effort.threads, encode=encode)
        for done, piece in enumerate(pieces, 1):
            self.rows[table] += piece.rows.num_rows
            self.effort.progress(f"read {table}", min(done, total), total)
            yield piece
            self.faults_so_far()

    def _read_reports(self) -> None:
        for piece in self._pieces("reports", "uscc", "site_id", "domain", "product", "signatory_id"):
            rows = piece.rows
            code = self.reports.ids.add(rows.column("report_id"))
            if self.faults.count:
                continue
            arrays = {name: self.lexicon.encode(name, column) for name, column in piece.encoded.items()}
            self.reports.belong_to(arrays["uscc"])
            self.watch.reports(rows, arrays)
            table = _report_rows(rows, code, arrays)
            self.reports.rows.add(table)
            stating = table.select(["code", "report_id", "replaces"])
            self.reports.correcting.append(stating.filter(pc.is_valid(stating.column("replaces"))))
        if self.reports.ids.close():
            self._name_repeats("reports")

    def _name_repeats(self, table: str) -> None:
        keys.name_repeats(
            self.package,
            table,
            self.faults,
            threads=self.effort.threads,
            spool=self.spool,
            memory=self.effort.memory // KEYS,
        )

    def _read_results(self) -> tuple[Spool, Spool, int]:
        count, bucket_of = self._plan_buckets()
        uscc = self.reports.uscc
        reports = Spool(self.spool, "reports", count, self.effort.memory // REPORTS)
        for table in self.reports.rows.drain():
            reports.route(table, bucket_of[table.column("uscc").to_numpy()])
        results = Spool(self.spool, "results", count, self.effort.memory // RESULTS)
        unique = keys.Uniqueness(self.spool / "results.hashes", self.effort.memory // KEYS)
        coded = ("report_id", "parameter", "method", "instrument_id", "operator_id", "unit")
        for piece in self._pieces("results", *coded):
            unique.add(piece.rows.column("result_id"))
            if self.faults.count:
                continue
            rows, report = self._result_rows(piece.rows, piece.encoded)
            at = uscc[report]
            self.watch.owners(at, rows)
            results.route(rows, bucket_of[at])
        if unique.runs.repeats():
            self._name_repeats("results")
        unique.runs.clear()
        return reports, results, count

    def _result_rows(
        self, rows: pa.Table, coded: dict[str, pa.Array]
    ) -> tuple[pa.Table, npt.NDArray[np.int32]]:
        """Rows in the form of the spool without those whose report is absent, and each row's report."""
        report = self.reports.ids.find(coded.pop("report_id"))
        arrays: dict[str, Any] = {name: self.lexicon.encode(name, column) for name, column in coded.items()}
        arrays["pair"] = self.lexicon.pairs.encode(arrays["parameter"], arrays.pop("method"))
        self.watch.results(rows, report, arrays)
        arrays |= {
            "report": report,
            "started_at": times_of(rows.column("started_at")),
            "ended_at": times_of(rows.column("ended_at")),
            "replicate": integers_of(rows.column("replicate"), 0),
            "decimals": integers_of(rows.column("decimals"), NO_DECIMALS),
            **{name: numbers_of(rows.column(name)) for name in ("value", "limit_low", "limit_high")},
        }
        table = _in_schema(buckets.RESULT_SPOOL, arrays, rows)
        if np.any(report < 0):
            kept = np.flatnonzero(report >= 0)
            return table.take(pa.array(kept)), report[kept]
        return table, report

    def _plan_buckets(self) -> tuple[int, npt.NDArray[np.int32]]:
        """Fill buckets with whole institutions in order of their codes of credit, about `bucket_rows` results each."""
        texts = self.lexicon.words["uscc"].texts()
        reports = np.bincount(self.reports.uscc, minlength=len(texts))
        a_report = _rows_a_report(self.package, int(reports.sum()))
        bucket_of = np.zeros(len(texts), np.int32)
        bucket, filled = 0, 0.0
        self.rank = np.zeros(len(texts), np.int32)
        for place, code in enumerate(sorted(range(len(texts)), key=texts.__getitem__)):
            self.rank[code] = place
            if not reports[code]:
                continue
            rows = float(reports[code]) * a_report
            if filled and filled + rows > self.effort.bucket_rows:
                bucket, filled = bucket + 1, 0.0
            bucket_of[code] = bucket
            filled += rows
        return bucket + 1, bucket_of

    def _write_buckets(self, reports: Spool, results: Spool, count: int) -> dict[str, Any]:
        shared_instruments, shared_people = self.watch.shared()

        def work(bucket: int) -> tuple[dict[str, int], buckets.Bucket | None]:
            arranged = buckets.arrange(
                reports.take(bucket, buckets.REPORT_SPOOL),
                results.take(bucket, buckets.RESULT_SPOOL),
                self.rank,
            )
            buckets.write(arranged, self.target, f"{bucket:05}")
            size = {"reports": arranged.reports.num_rows, "results": arranged.results.num_rows}
            return size, buckets.shared_rows(arranged, shared_instruments, shared_people)

        sizes, shared = [], []
        with ThreadPoolExecutor(self.effort.threads) as pool:
            for done, (size, part) in enumerate(pool.map(work, range(count)), 1):
                sizes.append(size)
                shared += [part] if part is not None else []
                self.effort.progress("cut by institution", done, count)
        if shared:
            together = buckets.arrange(
                pa.concat_tables([part.reports for part in shared]),
                pa.concat_tables([part.results for part in shared]),
                self.rank,
            )
            buckets.write(together, self.target, "shared")
        return {
            "buckets": sizes,
            "shared": bool(shared),
            "shared_instruments": np.flatnonzero(shared_instruments).tolist(),
            "shared_people": np.flatnonzero(shared_people).tolist(),
        }

    def _write_chains(self) -> None:
        """Which report corrects which, over all institutions (`replaces`, where both ends are present)."""
        ends: list[pa.Table] = []
        for stating in self.reports.correcting:
            target = self.reports.ids.find(stating.column("replaces").combine_chunks())
            self.watch.replaced(stating, target)
            chain = pa.table(
                {
                    "from": stating.column("code"),
                    "to": pa.array(target),
                    "from_id": stating.column("report_id"),
                    "to_id": stating.column("replaces"),
                }
            )
            ends.append(chain.filter(pa.array(target >= 0)))
        empty = pa.table({"from": pa.array([], pa.int32()), "to": pa.array([], pa.int32())})
        archive.write_rows(pa.concat_tables([*ends] or [empty]), self.target / "chains.arrow")


def _report_rows(rows: pa.Table, code: npt.NDArray[np.int32], arrays: dict[str, Any]) -> pa.Table:
    arrays = arrays | {
        "code": code,
        "sampled_on": days_of(rows.column("sampled_on")),
        "received_at": times_of(rows.column("received_at")),
        "issued_at": times_of(rows.column("issued_at")),
        "cma_marked": flags_of(rows.column("cma_marked")),
        "conclusion": pc.index_in(rows.column("conclusion"), CONCLUSIONS).combine_chunks().cast(pa.int8()),
    }
    return _in_schema(buckets.REPORT_SPOOL, arrays, rows)


def _in_schema(wanted: pa.Schema, arrays: dict[str, Any], rows: pa.Table) -> pa.Table:
    columns = [
        pa.array(arrays[f.name]) if f.name in arrays else rows.column(f.name).combine_chunks().cast(f.type)
        for f in wanted
    ]
    return pa.table(columns, schema=wanted)


def _rows_a_report(package: Package, reports: int) -> float:
    """About how many results a report has, from the size of the files."""
    total = 0.0
    for file in package.files.get("results", ()):
        size = file.path.stat().st_size
        total += size / 110 if file.format == "csv" else archive.parquet_rows(file.path)
    return max(1.0, total / max(1, reports))
