"""Keys of large tables: hashes only find candidates, in memory or through files, and the texts decide."""

from __future__ import annotations

import resource
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screener import Refused, screen
from screener.ledger import keys, register
from screener.ledger.hashes import Hashes, hashes_of
from screener.ledger.register import Register
from screener.ledger.runs import Runs
from screener.ledger.spool import Backlog, Spool
from tests.screener.handins import LEDGER, hand_in, rows_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from screener import Fault

TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=9), st.text(min_size=15, max_size=40)), max_size=12)


def _poor(texts: pa.Array) -> Hashes:
    """Hashes of which many are equal."""
    return hashes_of(texts) % np.uint64(3)


@pytest.fixture(params=["good hashes", "poor hashes"])
def hashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "poor hashes":
        monkeypatch.setattr(keys, "hashes_of", _poor)
        monkeypatch.setattr(register, "hashes_of", _poor)


# --- hashes ----------------------------------------------------------------------------------------------------


@given(texts=TEXTS)
def test_a_text_has_one_hash_wherever_it_stands(texts: list[str | None]) -> None:
    whole = hashes_of(pa.array(texts, pa.string()))
    wide = hashes_of(pa.array(["before", *texts], pa.large_string()).slice(1))
    for text, found, again in zip(texts, whole, wide, strict=True):
        if text is not None:
            assert found == again == hashes_of(pa.array([text]))[0]
    filled = {text for text in texts if text is not None}
    assert len({int(hashes_of(pa.array([text]))[0]) for text in filled}) == len(filled)


def test_hashes_lie_evenly_and_differ() -> None:
    for form in ("B00000-{:08}", "{}", "r-{:x}-of-a-rather-long-identifier-that-hardly-changes-{}"):
        hashes = hashes_of(pa.array([form.format(n, n % 7) for n in range(100_000)]))
        assert len(np.unique(hashes)) == 100_000
        assert np.bincount((hashes >> np.uint64(56)).astype(int), minlength=256).max() < 520


# --- runs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("memory", [1, 400, 10**9])
@pytest.mark.parametrize("most", [1, 5, 1000])
def test_runs_are_in_order_and_know_what_repeats(memory: int, most: int, tmp_path: Path) -> None:
    numbers = np.random.default_rng(1).integers(0, 2**64, 300, np.uint64)
    drawn = numbers[np.random.default_rng(2).integers(0, 300, 1000)]
    placed, bare = (Runs(tmp_path / str(kind), memory, placed=kind) for kind in (True, False))
    for start in range(0, 1000, 90):
        rows = np.arange(start, min(start + 90, 1000))
        placed.add(drawn[rows], rows)
        bare.add(drawn[rows], rows)
    order = np.argsort(drawn, kind="stable")
    for _ in range(2):  # they can be gone through again
        found = list(placed.ranges())
        assert np.array_equal(np.concatenate([rows for _, rows in found]), order)
        assert np.array_equal(np.concatenate([hashes for hashes, _ in bare.ranges()]), drawn[order])
    assert bare.repeats()
    seen, again = set[int](), list[int]()
    for value in drawn.tolist():
        again += [value] if value in seen else []
        seen.add(value)
    hashes, among, total = placed.first_repeats(most)
    wanted = list(dict.fromkeys(again))[:most]
    assert hashes.tolist() == sorted(wanted)
    assert (among, total) == (sum(Counter(again)[value] for value in wanted), len(again))
    placed.clear()
    assert not (tmp_path / "True").exists()


def test_runs_without_a_repeat(tmp_path: Path) -> None:
    runs = Runs(tmp_path / "runs", 1, placed=False)
    assert not runs.repeats()
    for part in np.array_split(np.arange(100, dtype=np.uint64) << np.uint64(57), 7):
        runs.add(part[part > 0], np.zeros(0, np.int64))
    assert not Runs(tmp_path / "none", 1, placed=False).repeats()
    runs.add(np.array([1, 1], np.uint64), np.zeros(0, np.int64))
    assert runs.repeats()


# --- the register of reports -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("hashing")
@pytest.mark.parametrize("memory", [1, 10**9])
def test_the_register_finds_what_a_dictionary_finds(memory: int, tmp_path: Path) -> None:
    ids = [f"R{n}" * (1 + n % 9) for n in range(200)] + ["R", "R\0", "报告"]
    entered = Register(tmp_path, memory)
    codes = [
        entered.add(pa.chunked_array([ids[:50], ids[50:120]])),
        entered.add(pa.chunked_array([ids[120:]])),
    ]
    assert np.concatenate(codes).tolist() == list(range(len(ids)))
    assert not entered.close()
    known = {text: code for code, text in enumerate(ids)}
    asked = [*reversed(ids), None, "R\0\0", "absent", *(f"X{n}" for n in range(99))]
    expected = [-1 if text is None else known.get(text, -1) for text in asked]
    assert entered.find(pa.array(asked)).tolist() == expected
    assert entered.find(pa.array(asked).dictionary_encode()).tolist() == expected
    assert entered.find(pa.array([], pa.string())).tolist() == []


@pytest.mark.usefixtures("hashing")
def test_the_register_knows_a_repeat(tmp_path: Path) -> None:
    entered = Register(tmp_path, 1)
    for ids in (["R1", "R2", None, None, "R3"], ["R4", "R2"]):
        entered.add(pa.chunked_array([ids]))
    assert entered.close()


def test_an_empty_register_finds_nothing(tmp_path: Path) -> None:
    entered = Register(tmp_path, 10**9)
    assert not entered.close()
    assert entered.find(pa.array(["R1"])).tolist() == [-1]


# --- whole ledgers ---------------------------------------------------------------------------------------------


def _refused(folder: Path, out: Path, limit: int) -> tuple[list[Fault], int]:
    with pytest.raises(Refused) as refused:
        screen(folder, out, fault_limit=limit, memory=1)
    return refused.value.faults, refused.value.more


@pytest.mark.usefixtures("hashing")
@pytest.mark.parametrize("limit", [1, 4, 100])
@pytest.mark.parametrize("table", ["reports", "results"])
def test_repeats_are_named_in_order_up_to_the_limit(table: str, limit: int, tmp_path: Path) -> None:
    key = {"reports": "report_id", "results": "result_id"}[table]
    first = rows_of(table)[0]
    ids = [f"K{n}" for n in (0, 1, 2, 3, 2, 4, 5, 0, 2, 6, 7, 8, 9, 0, 9, 3)]
    rows = [{**first, key: name, **({"report_no": name} if key == "report_id" else {})} for name in ids]
    seen: dict[str, int] = {}
    expected = []
    for row, name in enumerate(ids, 1):
        if seen.setdefault(name, row) != row:
            expected.append((row, name, f"data row {seen[name]} already"))
    faults, more = _refused(
        hand_in(tmp_path / "ledger", **{table: text_of(rows, first)}), tmp_path / "out", limit
    )
    assert len(faults) + more == len(expected) == 6
    for fault, (row, name, place) in zip(faults, expected[:limit], strict=True):
        assert (fault.table, fault.row, fault.column, fault.value) == (table, row, key, name)
        assert fault.expected.en.endswith(place)


@pytest.mark.usefixtures("hashing")
def test_equal_hashes_of_different_keys_are_no_fault(tmp_path: Path) -> None:
    first = rows_of("results")[0]
    results = text_of([{**first, "result_id": f"T{n}", "report_id": f"R{n % 4}"} for n in range(40)], first)
    told = screen(hand_in(tmp_path / "ledger", results=results), tmp_path / "out")
    assert told["rows_read"]["results"] == 40
    (dangling,) = told["dangling"]
    assert (dangling["column"], dangling["rows"], dangling["examples"]) == ("report_id", 20, ["R0", "R3"])


@pytest.mark.usefixtures("hashing")
def test_a_correction_of_an_absent_report_dangles(tmp_path: Path) -> None:
    lines = LEDGER["reports"].replace("true,pass,", "true,pass,R2").replace("0,none,", "0,none,R9")
    told = screen(hand_in(tmp_path / "ledger", reports=lines), tmp_path / "out")
    (dangling,) = told["dangling"]
    assert (dangling["column"], dangling["rows"], dangling["examples"]) == ("replaces", 1, ["R9"])


# --- rows through files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("memory", [1, 10**9])
def test_a_backlog_keeps_the_order_of_tables(memory: int, tmp_path: Path) -> None:
    backlog = Backlog(tmp_path / "backlog", memory)
    for n in range(5):
        backlog.add(pa.table({"n": [n, n], "text": [f"t{n}", None]}))
    assert [rows.column("n")[0].as_py() for rows in backlog.drain()] == list(range(5))
    assert not list(tmp_path.iterdir())


def test_a_spool_has_more_buckets_than_a_process_may_open_files(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    spool = Spool(tmp_path, "rows", 300, 1)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 200), hard))
    try:
        for turn in range(2):
            spool.route(pa.table({"n": np.arange(300) + 300 * turn}), np.arange(300, dtype=np.int32)[::-1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    schema = pa.schema([("n", pa.int64())])
    assert spool.take(7, schema).column("n").to_pylist() == [292, 592]
