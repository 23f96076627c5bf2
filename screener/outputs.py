"""The files of a run: written beside the output folder and put in its place only when all of them are whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from screener.anomalies import SIDES, Told
from screener.book import Book
from screener.ledger.faults import Refused
from screener.measures.declaration import Anomaly
from screener.phrases import Phrase
from screener.ranking import InstitutionRisk, ReportRisk
from screener.rule import Rule
from screener.screening import Hit
from screener.whole import Whole
from screener.writing import written

SUMMARY = "summary.json"
PROGRAM = "mingjian"
FILES = (
    *("outcomes.parquet", "hits.parquet", "reports.parquet", "institutions.parquet", "groups.parquet"),
    *(SUMMARY, "index.html"),
)

_TEXT, _NUMBER, _COUNT = pa.string(), pa.float64(), pa.int64()
OUTCOMES = pa.schema(
    [
        ("rule", _TEXT),
        ("uscc", _TEXT),
        ("outcome", _TEXT),
        ("reason", _TEXT),
        ("tested", _COUNT),
        ("hits", _COUNT),
    ]
)
HITS = pa.schema(
    [
        *((name, _TEXT) for name in ("hit_id", "rule", "grade", "conduct", "uscc", "report_id", "result_id")),
        *((name, _TEXT) for name in ("parameter", "instrument_id", "person_id")),
        *((name, _NUMBER) for name in ("effect", "p_value", "q_value")),
        ("evidence", _TEXT),
    ]
)
REPORTS = pa.schema(
    [("report_id", _TEXT), ("uscc", _TEXT), ("risk", _NUMBER), ("hits", _COUNT), ("rules", pa.list_(_TEXT))]
)
INSTITUTIONS = pa.schema(
    [
        *((name, _TEXT) for name in ("uscc", "name")),
        *((name, kind) for name, kind in (("risk", _NUMBER), ("reports", _COUNT), ("hits", _COUNT))),
        *((name, kind) for name, kind in (("rate", _NUMBER), ("rank", _COUNT), ("terms", _TEXT))),
    ]
)

GROUPS = pa.schema(
    [
        *((name, _TEXT) for name in ("rule", "uscc", "parameter", "method")),
        ("decimals", pa.int32()),
        *((name, _TEXT) for name in ("domain", "side")),
        ("rows", _COUNT),
        *((name, _NUMBER) for name in ("held", "value", "effect", "z", "q_value")),
        ("speaks", pa.bool_()),
        *((name, _NUMBER) for name in ("peers", "peers_median", "tau_squared")),
        ("digits", pa.list_(pa.int32())),
    ]
)


def check_target(out: Path) -> None:
    """Refuse an output folder that holds anything but an earlier run of this program."""
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir():
        raise Refused(
            Phrase(f"{out} 不是文件夹，请另选输出位置。", f"{out} is no folder; choose another place.")
        )
    strange = sorted(path.name for path in out.iterdir() if path.name not in FILES or not path.is_file())
    if strange or (any(out.iterdir()) and not _is_ours(out / SUMMARY)):
        name = strange[0] if strange else SUMMARY
        raise Refused(
            Phrase(
                f"{out} 里有不是本程序写的文件（{name}），没有动它；请另选一个空文件夹。",
                f"{out} holds files this program did not write ({name}); nothing was touched, choose an empty folder.",
            )
        )


def _is_ours(summary: Path) -> bool:
    try:
        return bool(json.loads(summary.read_text(encoding="utf-8"))["program"] == PROGRAM)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def write_hits(hits: Sequence[Hit], rules: Mapping[str, Rule | Whole | Anomaly], folder: Path) -> None:
    """`hits.parquet`, in the order given."""
    columns = {name: pa.nulls(len(hits), HITS.field(name).type) for name in HITS.names}
    named = ("hit_id", "rule", "uscc", "result_id", "evidence", "parameter", "instrument_id", "person_id")
    for name in named:
        columns[name] = pa.array([getattr(hit, name) for hit in hits], _TEXT)
    columns["report_id"] = pa.array([hit.report_id or None for hit in hits], _TEXT)
    for name in ("effect", "p_value", "q_value"):
        columns[name] = pa.array([getattr(hit, name) for hit in hits], _NUMBER)
    for name in ("grade", "conduct"):
        columns[name] = pa.array([getattr(rules[hit.rule], name) for hit in hits], _TEXT)
    pq.write_table(pa.table(columns, HITS), folder / "hits.parquet", row_group_size=4096)


def write_outcomes(rows: pa.Table, folder: Path) -> None:
    """`outcomes.parquet`."""
    pq.write_table(rows.cast(OUTCOMES), folder / "outcomes.parquet")


def write_reports(rows: Sequence[ReportRisk], folder: Path) -> None:
    """`reports.parquet`, ranked."""
    pq.write_table(pa.table(_columns(rows, REPORTS), REPORTS), folder / "reports.parquet")


def write_institutions(rows: Sequence[InstitutionRisk], names: dict[str, str], folder: Path) -> None:
    """`institutions.parquet`, ranked; the terms as JSON."""
    columns = _columns(rows, INSTITUTIONS) | {
        "name": [names.get(row.uscc) for row in rows],
        "terms": [written(row.terms) for row in rows],
    }
    pq.write_table(pa.table(columns, INSTITUTIONS), folder / "institutions.parquet")


def write_groups(told: Sequence[Told], book: Book, folder: Path) -> None:
    """`groups.parquet`: what every anomaly measured of each group that it could test, and of the group's peers."""
    # Texts go to the file as the codes and words that they are; a dictionary of numbers that are hardly ever equal
    # would be made and thrown away. Without the schema beside it whoever reads the file gets plain text.
    texts = [field.name for field in GROUPS if field.type == _TEXT]
    pq.write_table(_groups(told, book), folder / "groups.parquet", use_dictionary=texts, store_schema=False)


def _groups(told: Sequence[Told], book: Book) -> pa.Table:
    """The groups of all anomalies, one after the other."""
    sizes = [len(one.columns["uscc"]) for one in told]

    def column(name: str) -> npt.NDArray[Any]:
        none = (np.full(size, np.nan) for size in sizes)
        parts = [one.columns.get(name, lacking) for one, lacking in zip(told, none, strict=True)]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    parameter, method = book.lexicon.pairs.parts()
    pair, decimals = column("pair"), column("decimals")
    by_pair, known = pair >= 0, np.maximum(pair, 0)
    coded = {
        "uscc": column("uscc"),
        "domain": column("domain"),
        "parameter": np.where(by_pair, parameter[known], -1) if len(parameter) else pair,
        "method": np.where(by_pair, method[known], -1) if len(method) else pair,
    }
    made: dict[str, pa.Array] = {
        "rule": _worded(np.repeat(np.arange(len(told)), sizes), [one.rule for one in told]),
        "side": _worded(column("side"), SIDES),
        "decimals": pa.array(decimals, mask=decimals < 0),
        "digits": _listed([one.columns.get("digits") for one in told], sizes),
    }
    for name, codes in coded.items():
        distinct, place = _distinct(codes)
        made[name] = _worded(place, [book.word(name, code) for code in distinct.tolist()])
    for name in GROUPS.names:
        if name not in made:
            made[name] = pa.array(column(name), from_pandas=True)  # what is no number is empty
            if GROUPS.field(name).type != made[name].type:
                made[name] = made[name].cast(GROUPS.field(name).type)
    return pa.table({name: made[name] for name in GROUPS.names})


def _worded(codes: npt.NDArray[Any], words: Sequence[str | None]) -> pa.Array:
    lacking = np.array([word is None for word in words], bool)
    places = pa.array(codes.astype(np.int32), mask=lacking[codes] if lacking.any() else None)
    return pa.DictionaryArray.from_arrays(places, pa.array([word or "" for word in words], _TEXT))


def _distinct(codes: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """The codes met, in order, and the place of each row's among them; codes count from -1."""
    met = np.flatnonzero(np.bincount(codes + 1))
    places = np.zeros(int(met[-1]) + 1 if len(met) else 0, np.int32)
    places[met] = np.arange(len(met), dtype=np.int32)
    return met - 1, places[codes + 1]


def _listed(counts: Sequence[npt.NDArray[Any] | None], sizes: Sequence[int]) -> pa.Array:
    """The rows of some tables as lists, empty for those of tables that are not there."""
    lengths = [
        np.full(size, 0 if one is None else one.shape[1]) for one, size in zip(counts, sizes, strict=True)
    ]
    starts = np.cumsum(np.concatenate([np.zeros(1, np.int64), *lengths])).astype(np.int32)
    none = [np.full(size, one is None) for one, size in zip(counts, sizes, strict=True)]
    lacking = np.concatenate([*none, np.zeros(1, bool)])
    values = [one.reshape(-1).astype(np.int32) for one in counts if one is not None]
    whole = np.concatenate([np.zeros(0, np.int32), *values])
    return pa.ListArray.from_arrays(pa.array(starts, mask=lacking), pa.array(whole))


def _columns(rows: Sequence[object], schema: pa.Schema) -> dict[str, list[Any]]:
    return {name: [getattr(row, name, None) for row in rows] for name in schema.names}


def write_summary(summary: dict[str, Any], folder: Path) -> None:
    """`summary.json`."""
    text = json.dumps(summary, ensure_ascii=False, indent=1)
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


def finish(written: list[Future[None]]) -> None:
    """Raise what went wrong; nothing is kept that would hold a half-written file open along with the exception."""
    try:
        while written:
            written.pop(0).result()
    finally:
        written.clear()
