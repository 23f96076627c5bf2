"""The portrait of an institution: figures that a reader can count again, peers without names, and reasons for gaps."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from screener import screen
from screener.charts import Term, against, serial, waterfall
from screener.charts.funnel import funnel, reach
from screener.ledger.archive import open_archive
from screener.ledger.intake import Effort, take_in
from screener.ledger.package import open_package
from screener.ledger.reference import grounds
from screener.ledger.sample import write_sample
from screener.phrases import Phrase
from screener.report import write_report
from screener.report.evidence import cases, read_hits
from screener.report.portrait import Groups, Own, Subject, own_of, own_rows, portrait, read_groups
from screener.report.portrait.lines import _nearest
from screener.report.portrait.terms import terms_drawn, terms_listed
from screener.report.reading import Outcome, Output, read_output
from screener.run import _book
from tests.screener.report_folders import every_rule, write_folder


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with planted faults, its archive, and what a run of it wrote."""
    folder = tmp_path_factory.mktemp("portrait")
    write_sample(folder / "ledger", results=60_000, institutions=14, seed=11)
    (folder / "archive").mkdir()
    take_in(open_package(folder / "ledger"), folder / "archive", Effort())
    screen(folder / "archive", folder / "out")
    return folder


def _own(run: Path, uscc: str) -> Own:
    archive = open_archive(run / "archive")
    stands = grounds(archive.small, frozenset(archive.manifest["absent_tables"]), {}, archive.lexicon)
    found = own_rows(archive, _book(archive, stands), uscc)
    assert found is not None
    return found


def _read(run: Path, name: str, columns: list[str]) -> pa.Table:
    from screener.ledger.faults import Faults
    from screener.ledger.reading import read_table

    return read_table(open_package(run / "ledger"), name, Faults(1), threads=1).select(columns)


def _subject(run: Path, uscc: str, output: Output) -> Subject:
    said = output.outcomes[uscc]
    hits = read_hits(
        run / "out" / "hits.parquet", {(uscc, rule): 20 for rule, one in said.items() if one.hits}
    )
    found = {rule: cases(some) for (_, rule), some in hits.items()}
    return Subject(uscc, "x", read_groups(run / "out" / "groups.parquet"), _own(run, uscc), found, said)


def test_rows_of_the_archive_and_of_the_tables_are_the_same(run: Path) -> None:
    output = read_output(run / "out")
    for one in output.institutions[:3]:
        archived = _own(run, one.uscc)
        reports = _read(run, "reports", ["report_id", "report_no", "received_at", "uscc"])
        reports = reports.filter(pc.equal(reports.column("uscc"), one.uscc))
        names = ["report_id", "parameter", "method", "instrument_id", "operator_id", "started_at", "ended_at"]
        tabled = own_of(reports, _read(run, "results", [*names, "value", "limit_low", "limit_high"]))
        assert sorted(archived.report_no.to_pylist()) == sorted(tabled.report_no.to_pylist())
        for name in ("parameter", "method", "instrument", "operator"):
            told = []
            for own in (archived, tabled):
                named = getattr(own, name)
                told.append(sorted("" if code < 0 else named.names[code] for code in named.codes.tolist()))
            assert told[0] == told[1], name
        for name in ("value", "low", "high", "started", "ended"):
            left, right = np.sort(getattr(archived, name)), np.sort(getattr(tabled, name))
            assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f"), name


def test_groups_are_those_of_the_rows(run: Path) -> None:
    groups = read_groups(run / "out" / "groups.parquet")
    assert groups is not None
    output = read_output(run / "out")
    uscc = output.institutions[0].uscc
    found = groups.of(uscc)
    row = found["digits.terminal"][0]
    own = _own(run, uscc)
    place = own.parameter.place(row["parameter"]), own.method.place(row["method"])
    chosen = (own.parameter.codes == place[0]) & (own.method.codes == place[1]) & ~np.isnan(own.value)
    assert sum(row["digits"]) == row["held"] <= chosen.sum()
    peers = groups.peers(row)
    assert uscc not in {one["uscc"] for one in peers}
    assert {(one["rule"], one["parameter"], one["method"], one["decimals"]) for one in peers} <= {
        ("digits.terminal", row["parameter"], row["method"], row["decimals"])
    }
    tested = {(row["rule"], row["uscc"]) for row in groups.table.select(["rule", "uscc"]).to_pylist()}
    for name, outcomes in output.outcomes.items():
        for rule, answer in outcomes.items():
            if "." in rule and (rule, name) in tested:
                assert answer.outcome in {"hit", "clear"}


def test_every_picture_is_drawn_or_says_why_not(run: Path) -> None:
    output = read_output(run / "out")
    keys = {"bookings", "digits", "replicates", "limits", "passes", "serial", "copies"}
    names = {one.uscc for one in output.institutions}
    for one in output.institutions:
        drawn, missing = portrait(_subject(run, one.uscc, output))
        assert {piece.key for piece in drawn} | {piece.key for piece in missing} == keys
        assert all(piece.why.zh and piece.why.en for piece in missing)
        for piece in drawn:
            assert piece.picture.startswith("<svg")
            assert f'aria-labelledby="x-{piece.key}"' in piece.picture
            assert piece.table.count("<tr>") > 2
            others = names - {one.uscc}
            assert not any(name in piece.picture + piece.table for name in others), "peers have no names"
        order = [piece.speaks for piece in drawn]
        assert order == sorted(order, reverse=True), "what a hit speaks of comes first"


def test_a_planted_institution_shows_what_was_planted(run: Path) -> None:
    output = read_output(run / "out")
    rules = {
        "bookings": ("instrument.double_booked", "person.two_places"),
        "serial": ("number.backfilled",),
        "copies": ("results.copied",),
    }
    seen = set()
    for one in output.institutions:
        drawn, _ = portrait(_subject(run, one.uscc, output))
        for piece in drawn:
            if piece.key in rules:
                spoken = any(output.outcomes[one.uscc][rule].hits for rule in rules[piece.key])
                assert piece.speaks is spoken
                seen.add((piece.key, spoken))
    assert {("bookings", True), ("serial", True), ("serial", False), ("copies", True)} <= seen


def test_results_near_their_limit_are_counted_as_a_reader_counts_them() -> None:
    values = [0.81, 0.96, 0.99, 1.0, 1.01, 1.04, 1.3, *([0.9] * 40)]
    reports = pa.table(
        {"report_id": ["a"], "report_no": ["A-1"], "received_at": pa.array([0], pa.timestamp("us"))}
    )
    count = len(values)
    results = pa.table(
        {
            **{name: ["a"] * count for name in ("report_id", "instrument_id", "operator_id")},
            "parameter": ["铅"] * count,
            "method": ["甲"] * count,
            "started_at": pa.nulls(count, pa.timestamp("us")),
            "ended_at": pa.nulls(count, pa.timestamp("us")),
            "value": values,
            "limit_low": pa.nulls(count, pa.float64()),
            "limit_high": [1.0] * count,
        }
    )
    own = own_of(reports, results)
    found = _nearest(own)
    assert found is not None
    assert (found[0], found[1], found[3]) == ("铅", "甲", True)
    assert len(found[2]) == count - 1
    drawn, _ = portrait(Subject("U", "x", None, own))
    limits = next(one for one in drawn if one.key == "limits")
    assert "合格的 3 个，不合格的 2 个" in limits.answer.zh


def test_the_funnel_is_that_of_the_rule() -> None:
    low, high = reach(0.05, 0.0, 400, 1.96)
    y, half = math.asin(math.sqrt(0.05)), 1.96 * math.sqrt(1 / 1600)
    assert (low, high) == pytest.approx((math.sin(y - half) ** 2, math.sin(y + half) ** 2))
    assert reach(0.05, 0.01, 400, 1.96)[1] > high, "scatter beyond chance widens it"
    assert reach(0.0, 0.0, 100, 3.09)[0] == 0.0
    drawn = funnel((500, 0.01), [(300, 0.05), (900, 0.04)], 0.05, 0.0, labelled_by="t")
    assert (drawn.count("<circle"), drawn.count("h0")) == (1, 2)
    assert funnel((500, 0.01), [], 0.05, 0.0, labelled_by="t") == ""


def test_a_waterfall_ends_at_its_sum() -> None:
    terms = [
        Term(Phrase("甲", "a"), 3.0),
        Term(Phrase("乙", "b"), 2.0),
        Term(Phrase("丙", "c"), 0.0, Phrase("未见异常", "clear")),
    ]
    drawn = waterfall(terms, 0.25, [0.0, 0.1, 0.5], labelled_by="t")
    bars = [
        (float(x), float(width))
        for x, width in re.findall(
            r'class="f-acc" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="18"', drawn
        )
    ]
    assert bars[1][0] == pytest.approx(sum(bars[0]), abs=0.2)
    total = re.search(r'class="f-ink" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)
    assert total is not None
    assert float(total[2]) == pytest.approx(sum(width for _, width in bars), abs=0.3)
    assert "未见异常" in drawn
    assert drawn.count("f-peer2") == 3


def test_terms_that_are_nothing_say_what_the_rules_said() -> None:
    said = {
        "digits.terminal": Outcome("clear", None, 10, 0),
        "digits.first": Outcome("not_enough_data", "x", 0, 0),
        "workload.too_high": Outcome("not_enough_data", "x", 0, 0),
        "raw.missing": Outcome("hit", None, 9, 2),
    }
    drawn = terms_drawn(
        [{"family": "raw", "value": 2.5, "reports": 4, "share": 0.2}], said, 0.1, [], labelled_by="t"
    )
    listed = terms_listed([{"family": "raw", "value": 2.5, "reports": 4, "share": 0.2}], said)
    for told in (drawn, listed):
        assert "4 份报告（20.0%）" in told
    assert listed.count("<tr>") == 1 + 3 + 1, "a head, three families, the sum"
    assert "未见异常" in drawn
    assert "数据不足" in drawn


def test_nothing_to_draw_is_nothing() -> None:
    assert against([], (0.8, 1.2), 1.0, inside_right=True, labelled_by="t") == ""
    assert serial([], "A-", labelled_by="t") == ""
    empty = Groups(pq.read_table(pa.BufferReader(_nothing())))
    drawn, missing = portrait(Subject("U", "x", empty, None))
    assert drawn == []
    assert len(missing) == 7


def _nothing() -> pa.Buffer:
    from screener.outputs import GROUPS

    sink = pa.BufferOutputStream()
    pq.write_table(GROUPS.empty_table(), sink)
    return sink.getvalue()


def test_a_folder_of_an_earlier_program_still_makes_a_page(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "out", every_rule())
    write_report(folder)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "portrait" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_the_page_shows_the_portrait_and_what_it_means(run: Path) -> None:
    page = (run / "out" / "index.html").read_text(encoding="utf-8")
    assert 'id="i1-p-terms"' in page
    for words in ("末位数字是否均匀？", "Are last digits even?", "说明什么", "也可能没有问题", "图里的数"):
        assert words in page
