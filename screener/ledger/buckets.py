"""Puts the rows of one bucket into the archive's order and form, and writes its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from screener.ledger.archive import write_rows
from screener.ledger.numbers import prefixes, serials

REPORT_SPOOL = pa.schema(
    [
        *(
            (name, pa.int32())
            for name in ("code", "uscc", "site_id", "domain", "product", "signatory_id", "sampled_on")
        ),
        *((name, pa.int64()) for name in ("received_at", "issued_at")),
        ("cma_marked", pa.bool_()),
        ("conclusion", pa.int8()),
        *((name, pa.large_string()) for name in ("report_id", "report_no", "sample_no", "replaces")),
    ]
)
RESULT_SPOOL = pa.schema(
    [
        *((name, pa.int32()) for name in ("report", "pair", "parameter", "instrument_id", "operator_id")),
        *((name, pa.int64()) for name in ("started_at", "ended_at")),
        *((name, pa.int32()) for name in ("replicate", "decimals", "unit")),
        *((name, pa.float64()) for name in ("value", "limit_low", "limit_high")),
        *((name, pa.large_string()) for name in ("result_id", "raw_record")),
    ]
)
REPORT_TEXTS = ("report_id", "report_no", "sample_no", "replaces")
RESULT_TEXTS = ("result_id", "raw_record")


@dataclass(frozen=True)
class Bucket:
    """The rows of one bucket, in order: reports of an institution together, results of a report together."""

    reports: pa.Table
    results: pa.Table


def arrange(reports: pa.Table, results: pa.Table, rank: npt.NDArray[np.int32]) -> Bucket:
    """Order the rows (`rank`: institution code -> place) and add the codes that hold within an institution."""
    reports = reports.take(_report_order(reports, rank))
    codes = reports.column("code").to_numpy()
    by_code = np.argsort(codes, kind="stable")
    row = by_code[np.searchsorted(codes[by_code], results.column("report").to_numpy())].astype(np.int32)
    if np.any(row[1:] < row[:-1]):
        order = np.argsort(row, kind="stable")
        results, row = results.take(pa.array(order)), row[order]
    counts = np.bincount(row, minlength=len(codes)).astype(np.int32)
    return Bucket(
        _with_local_codes(reports, counts),
        results.append_column("raw", pa.array(_raw_codes(reports, results, counts))),
    )


def _report_order(reports: pa.Table, rank: npt.NDArray[np.int32]) -> pa.Array:
    """By institution, then received_at, then report_id: the order in which report numbers break ties."""
    place = rank[reports.column("uscc").to_numpy()]
    received = reports.column("received_at").to_numpy()
    order = np.lexsort((received, place))
    place, received = place[order], received[order]
    if np.any((place[1:] == place[:-1]) & (received[1:] == received[:-1])):
        keyed = reports.select(["received_at", "report_id"]).append_column(
            "place", pa.array(rank[reports["uscc"].to_numpy()])
        )
        return pc.sort_indices(
            keyed, [("place", "ascending"), ("received_at", "ascending"), ("report_id", "ascending")]
        )
    return pa.array(order)


def _starts(groups: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Where runs of equal values begin, and the end (shape: runs + 1)."""
    if not len(groups):
        return np.zeros(1, np.int64)
    return np.concatenate(([0], np.flatnonzero(groups[1:] != groups[:-1]) + 1, [len(groups)]))


def _local(texts: pa.Array, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """Codes that are equal only for equal texts of one institution, -1 where empty."""
    codes = np.empty(len(texts), np.int32)
    known = 0
    for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        encoded = texts.slice(start, end - start).dictionary_encode()
        codes[start:end] = encoded.indices.fill_null(-1 - known).to_numpy(zero_copy_only=False)
        codes[start:end] += known
        known += len(encoded.dictionary)
    return codes


def _with_local_codes(reports: pa.Table, counts: npt.NDArray[np.int32]) -> pa.Table:
    starts = _starts(reports.column("uscc").to_numpy())
    numbers = reports.column("report_no").combine_chunks()
    heads = prefixes(numbers)
    serial = serials(numbers, heads)
    prefix = _local(heads, starts)
    prefix[serial < 0] = -1
    added = {
        "sample": _local(reports.column("sample_no").combine_chunks(), starts),
        "number": _local(numbers, starts),
        "prefix": prefix,
        "serial": serial,
        "rows": counts,
    }
    for name, column in added.items():
        reports = reports.append_column(name, pa.array(column))
    return reports


def _raw_codes(reports: pa.Table, results: pa.Table, counts: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    starts = _starts(reports.column("uscc").to_numpy())
    ends = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    return _local(results.column("raw_record").combine_chunks(), ends[starts])


def write(bucket: Bucket, folder: Path, name: str) -> list[Path]:
    """Write a bucket's four files; returns their paths.

    Truths become bytes: Arrow packs eight of them into one, which arrays cannot map.
    """
    marked = bucket.reports.schema.get_field_index("cma_marked")
    truths = bucket.reports.column(marked).cast(pa.uint8())
    reports = bucket.reports.set_column(marked, "cma_marked", truths)
    paths = []
    for kind, rows, texts in (("reports", reports, REPORT_TEXTS), ("results", bucket.results, RESULT_TEXTS)):
        numbers = rows.drop_columns([*texts, *(["report"] if kind == "results" else [])])
        for part, path in (
            (numbers, f"{kind}/{name}.arrow"),
            (rows.select(list(texts)), f"texts/{name}.{kind}.arrow"),
        ):
            write_rows(part, folder / path)
            paths.append(folder / path)
    return paths


def shared_rows(
    bucket: Bucket, instruments: npt.NDArray[np.bool_], people: npt.NDArray[np.bool_]
) -> Bucket | None:
    """The rows on an instrument or by a person that occurs in several institutions, and their reports."""
    results = bucket.results
    if not results.num_rows or not (instruments.any() or people.any()):
        return None
    instrument = results.column("instrument_id").to_numpy()
    operator = results.column("operator_id").to_numpy()
    wanted = instruments[instrument] | people[operator]
    if not wanted.any():
        return None
    results = results.filter(pa.array(wanted)).drop_columns(["raw"])
    used = pc.is_in(bucket.reports.column("code"), results.column("report").combine_chunks())
    return Bucket(bucket.reports.filter(used).select(REPORT_SPOOL.names), results)
