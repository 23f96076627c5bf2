"""Random ledgers, references and earlier hand-ins: both readings of the rules over registers agree."""

from __future__ import annotations

import copy
import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.screener.ledgers import as_read
from tests.screener.naive.book import Mark
from tests.screener.naive.wholes import WHOLES, About, Given, Marked, marked
from tests.screener.proofs_wholes import check
from tests.screener.screening import screened
from tests.screener.strategies import Ledger, Shape, shapes
from tests.screener.test_wholes_drawn import hits_of, told

if TYPE_CHECKING:
    from tests.screener.naive import Row, Tables

ENOUGH = 50
OF_INSTITUTIONS = {("invoice.no_report", "hits"): 20}  # one an institution, not one a row
DAY = dt.timedelta(days=1)
NAMES = ("万能试验机", "万能试验机", "天平")
SERIALS = ("SN-0001", "SN-0001", "SN-0002", "SN-0002", "sn-0001", "SN-01", "000000", "unknown", None, "")


def registers(tables: Tables, chance: Random) -> None:
    """People and instruments of which several rows may be one."""
    for row in tables["people"] or []:
        row["identity"] = chance.choice((None, "", "a", "b", "c", "d", "e"))
    for row in tables["reports"] or []:
        if chance.random() < 0.9:
            row["report_no"] = f"A-{2 * chance.randint(1, 20):02}"
    for row in tables["invoices"] or []:
        row["report_no"] = chance.choice((None, "", "B-1", "A-x", *(f"A-{chance.randint(0, 45)}",) * 4))
    for row in tables["instruments"] or []:
        row["name"], row["serial_no"] = chance.choice(NAMES), chance.choice(SERIALS)


def otherwise(row: Row, chance: Random) -> None:
    """Change a column or two that are no key."""
    names = [name for name in row if name not in {"report_id", "result_id", "printed", "certificate_no"}]
    for name in chance.sample(names, chance.choice((1, 1, 2))):
        value = row[name]
        if isinstance(value, dt.date):
            row[name] = value + DAY * chance.choice((-1, 1))
        elif isinstance(value, bool) or name in {"cma_marked", "passed"}:
            row[name] = not value
        elif name in {"value", "limit_low", "limit_high"}:
            row[name] = chance.choice((None, 1.5, 0.0))
            row["printed"] = None
        elif name in {"decimals", "replicate"}:
            row[name] = chance.choice((1, 2))
        elif name in {"person_id", "instrument_id", "uscc", "conclusion", "kind"}:
            continue
        elif value is not None and isinstance(value, str):
            row[name] = value + chance.choice(("", "x"))


def referred(tables: Tables, chance: Random) -> Tables:
    """A reference: most of the ledger's rows, some of them otherwise, and some that it lacks."""
    found: Tables = dict.fromkeys(tables)
    for table in ("institutions", "certificates", "scope", "authorisations", "calibrations", "methods"):
        if chance.random() < 0.2:
            continue
        rows = []
        for row in copy.deepcopy(tables[table] or []):
            lot = chance.random()
            if lot < 0.2:
                continue
            if lot < 0.3 and table != "methods":
                otherwise(row, chance)
            rows.append(row)
        found[table] = rows
    return found


def handed_in(tables: Tables, chance: Random) -> Tables:
    """An earlier hand-in: a part of the ledger, and some of it otherwise."""
    found = copy.deepcopy(tables)
    reports = [row for row in found["reports"] or [] if chance.random() < 0.7]
    for row in reports:
        if chance.random() < 0.1:
            otherwise(row, chance)
        if chance.random() < 0.1:
            row["uscc"] = chance.choice(reports)["uscc"]
    results = [row for row in found["results"] or [] if chance.random() < 0.98]
    for row in results:
        if chance.random() < 0.04:
            otherwise(row, chance)
        if chance.random() < 0.01:
            row["report_id"] = chance.choice(reports or [row])["report_id"]
        if chance.random() < 0.01:
            row["result_id"] += "x"
    return found | {"reports": reports, "results": results}


def drawn(shape: Shape) -> Given:
    """A ledger with registers that meet, a reference and earlier hand-ins."""
    chance = Random(shape.seed)  # noqa: S311 - test rows, not secrets
    tables = Ledger(shape).tables()
    registers(tables, chance)
    reference = referred(tables, chance) if chance.random() < 0.8 else None
    earlier = [handed_in(tables, chance) for _ in range(chance.choice((0, 1, 1, 2)))]
    return Given(tables, reference, earlier)


def plain(tables: Tables, file_format: str) -> Tables:
    """As a reader sees it: the text of length zero is empty."""
    read = as_read(tables, file_format)
    return {
        name: rows
        if rows is None
        else [{key: None if value == "" else value for key, value in row.items()} for row in rows]
        for name, rows in read.items()
    }


def said_of(rows: Marked) -> dict[str, tuple[str, int, int]]:
    """Of each institution: the outcome, rows tested, hits."""
    found = {}
    for uscc in {about.uscc for about, _ in rows}:
        marks = Counter(mark for about, mark in rows if about.uscc == uscc)
        hits = len({about for about, mark in rows if about.uscc == uscc and mark is Mark.HIT})
        word = next(mark for mark in (Mark.HIT, Mark.CLEAR, Mark.LACKING) if marks[mark])
        found[uscc] = word.value, marks[Mark.HIT] + marks[Mark.CLEAR], hits
    return found


def compare(shape: Shape, tally: Counter[tuple[str, str]]) -> None:
    """Screen what is drawn and hold every rule's hits and answers against the naive reading."""
    written = drawn(shape)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGJIAN_COMPILED", str(int(shape.compiled)))
        found = screened(
            Path(folder),
            written.tables,
            file_format=shape.file_format,
            reference=written.reference,
            earlier=written.earlier,
            chance=None if shape.plain else Random(shape.seed),  # noqa: S311 - order of test rows
            bucket_rows=shape.bucket_rows,
            rules=list(WHOLES),
        )
    read = Given(
        plain(written.tables, shape.file_format),
        written.reference and plain(written.reference, shape.file_format),
        [plain(one, shape.file_format) for one in written.earlier],
    )
    answers = told(found)
    for rule in WHOLES:
        rows = marked(read, rule)
        assert (rule in found.not_run()) is (rows is None)
        hits = hits_of(found, rule)
        expected = {about for about, mark in rows or [] if mark is Mark.HIT}
        assert len(hits) == len(set(hits))
        assert set(hits) == expected, rule
        for uscc, said in said_of(rows or []).items():
            assert answers[rule, uscc] == said, (rule, uscc)
        tally[rule, "hits"] += len(hits)
        tally[rule, "near misses"] += near(rule, read, rows or [])
    check(found, read)


def near(rule: str, given: Given, rows: Marked) -> int:
    """Rows that are no hit, and would be if one condition were otherwise."""
    clear: list[About] = [about for about, mark in rows if mark is Mark.CLEAR]
    if rule == "person.two_employers":
        return sum(
            _has_twin(given.rows("people"), "person_id", about.person_id, "identity") for about in clear
        )
    if rule == "instrument.two_owners":
        rows_of = given.rows("instruments")
        return sum(_has_twin(rows_of, "instrument_id", about.instrument_id, "serial_no") for about in clear)
    return len(clear)


def _has_twin(rows: list[Row], key: str, name: Any, same: str) -> bool:  # noqa: ANN401 - an identifier
    own = next(row for row in rows if row[key] == name)
    return any(other is not own and other[same] == own[same] for other in rows)


def test_the_two_readings_agree() -> None:
    tally: Counter[tuple[str, str]] = Counter()

    @settings(max_examples=50, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(shape=shapes(reports=60, institutions=9))
    def one(shape: Shape) -> None:
        compare(shape, tally)

    one()
    rarely = {
        (rule, what): tally[rule, what]
        for rule in WHOLES
        for what in ("hits", "near misses")
        if tally[rule, what] < OF_INSTITUTIONS.get((rule, what), ENOUGH)
    }
    assert rarely == {}


@pytest.mark.parametrize("seed", range(2))
def test_order_and_files_change_nothing(seed: int, tmp_path: Path) -> None:
    """Not the hits, not their identifiers, not a letter of the evidence."""
    written = drawn(Shape(seed, 5, 60, 3, "parquet", frozenset(), frozenset(), None, plain=True))
    reference = written.reference or referred(written.tables, Random(seed))  # noqa: S311 - test rows
    earlier = written.earlier or [handed_in(written.tables, Random(seed))]  # noqa: S311 - test rows
    shuffled: dict[str, Any] = {"chance": Random(seed), "bucket_rows": 1, "threads": 2}  # noqa: S311 - test rows
    ways: tuple[tuple[str, dict[str, Any]], ...] = (("plain", {}), ("shuffled", shuffled))
    runs = [
        screened(
            tmp_path / name,
            written.tables,
            file_format="parquet",
            reference=reference,
            earlier=earlier,
            rules=list(WHOLES),
            **options,
        )
        for name, options in ways
    ]
    names = {hit["rule"] for hit in runs[0].hits}
    assert names == set(WHOLES)
    for run in runs:
        for hit in run.hits:
            if hit["rule"] == "ledger.changed":
                hit["evidence"] = _without_hashes(hit["evidence"])
    assert {hit["hit_id"]: hit for hit in runs[0].hits} == {hit["hit_id"]: hit for hit in runs[1].hits}
    assert runs[0].outcomes == runs[1].outcomes


def _without_hashes(evidence: str) -> str:
    """The evidence without the hash of the hand-in's files, which their order changes."""
    at = evidence.index('"hand_in_sha256":"') + len('"hand_in_sha256":"')
    return evidence[:at] + evidence[at + 64 :]
