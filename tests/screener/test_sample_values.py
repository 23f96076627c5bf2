"""The sample looks like laboratory work: formats, codes, digits, spread, limits and near misses."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from screener.ledger.sample import write_sample
from screener.ledger.sample.arrays import MISSING, Ints, ints
from screener.ledger.sample.cast import assemble, draw_branches
from screener.ledger.sample.catalogue.index import catalogue, method_rows
from screener.ledger.sample.catalogue.terms import KINDS
from screener.ledger.sample.chunk import draw_chunk
from screener.ledger.sample.draft import FAIL, PASS
from screener.ledger.sample.fingerprints import make_distinct, mixed, weighed
from screener.ledger.sample.lettering import printed
from screener.ledger.sample.names import credit_code, institution_name
from screener.ledger.sample.season import OPEN_MINUTES
from screener.ledger.tables import TABLES
from tests.screener.ledgers import USCC_ALPHABET, USCC_WEIGHTS
from tests.screener.screening import SAMPLED

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, planted=False, seed=3)
    return folder


def rows_of(folder: Path, table: str) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_descriptor_lists_its_tables(ledger: Path) -> None:
    package = json.loads((ledger / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(SAMPLED)
    for resource in package["resources"]:
        assert resource["path"] == f"{resource['name']}.csv"
        assert (resource["format"], resource["mediatype"], resource["encoding"]) == (
            "csv",
            "text/csv",
            "utf-8",
        )
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == [column.name for column in TABLES[resource["name"]].columns]
    assert {path.name for path in ledger.iterdir()} == {f"{name}.csv" for name in SAMPLED} | {
        "datapackage.json"
    }


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_the_same_arguments_give_the_same_bytes(tmp_path: Path, file_format: str) -> None:
    told = [
        write_sample(tmp_path / name, results=2000, institutions=4, seed=5, file_format=file_format)
        for name in ("one", "two")
    ]
    assert told[0] == told[1]
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    write_sample(tmp_path / "other", results=2000, institutions=4, seed=6, file_format=file_format)
    name = f"results.{file_format}"
    assert (tmp_path / "one" / name).read_bytes() != (tmp_path / "other" / name).read_bytes()


def test_parquet_has_the_types_of_the_format(tmp_path: Path) -> None:
    write_sample(tmp_path, results=500, institutions=2, file_format="parquet")
    results = pq.read_schema(tmp_path / "results.parquet")
    assert results.field("started_at").type == pa.timestamp("us")
    assert results.field("value").type == pa.float64()
    assert results.field("replicate").type == pa.int32()
    assert results.field("instrument_id").type == pa.string()
    assert pq.read_schema(tmp_path / "certificates.parquet").field("valid_to").type == pa.date32()
    assert pq.read_schema(tmp_path / "instruments.parquet").field("portable").type == pa.bool_()


def test_csv_prints_values_with_their_decimals(ledger: Path) -> None:
    stated, unstated = 0, 0
    by_parameter = defaultdict(set)
    for row in rows_of(ledger, "results"):
        digits = len(row["value"].partition(".")[2])
        if row["decimals"]:
            assert digits == int(row["decimals"])
            stated += 1
        elif row["value"]:
            unstated += 1
        by_parameter[row["parameter"]].add(row["value"][-1:])
        assert row["started_at"] == "" or row["started_at"][10] == "T"
    assert stated > 0
    assert unstated > 0
    assert "0" in by_parameter["立方体抗压强度"] | by_parameter["化学需氧量"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_sample(tmp_path, results=1000, institutions=2, progress=lambda *step: told.append(step))
    assert told[-1][1] == told[-1][2]


@pytest.mark.parametrize(
    "wrong",
    [{"results": 0}, {"institutions": 0}, {"file_format": "xlsx"}],
    ids=["results", "bodies", "format"],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"sample needs|file_format"):
        write_sample(tmp_path, **wrong)  # type: ignore[arg-type]


def test_credit_codes_have_the_right_check_character() -> None:
    for number in range(200):
        code = credit_code(("enterprise", "public_institution", "other")[number % 3], "990102", number * 7919)
        total = sum(w * USCC_ALPHABET.index(c) for w, c in zip(USCC_WEIGHTS, code[:17], strict=True))
        assert len(code) == 18
        assert code[17] == USCC_ALPHABET[-total % 31]


def test_no_two_bodies_share_a_name() -> None:
    names = {institution_name(n, 0, "enterprise", ("food",))[0] for n in range(3000)}
    assert len(names) == 3000


def test_the_catalogue_can_be_scheduled() -> None:
    kept = catalogue()
    assert method_rows(kept)
    kinds = {kind.code: kind for kind in KINDS}
    for run in kept.runs:
        kind, length = kinds[run.kind], run.minutes[1] * (run.replicates if run.serial else 1)
        assert run.minutes[0] <= run.minutes[1]
        assert length <= (kind.days * 24 * 60 if kind.days else kind.slot), (run.kind, run.method)
        assert kind.days or (0 < kind.slot <= OPEN_MINUTES)
    for product in kept.products:
        parameters = [measure.parameter for run in product.runs for measure in run.measures]
        assert len(parameters) == len(set(parameters)), product.name


def test_last_digits_are_uniform(ledger: Path) -> None:
    last: Counter[str] = Counter()
    for row in rows_of(ledger, "results"):
        figures = row["value"].replace(".", "").lstrip("0")
        if row["parameter"] in {
            "抗拉强度",
            "下屈服强度",
            "化学需氧量",
            "整车制动率",
            "冲击吸收性能",
            "硫酸盐",
        }:
            last[figures[-1:]] += 1
    total = sum(last.values())
    chi2 = sum((last[str(d)] - total / 10) ** 2 / (total / 10) for d in range(10))
    assert total > 1000
    assert chi2 < 27.9  # 0.999 quantile, 9 degrees of freedom


def test_replicates_agree_better_than_samples(ledger: Path) -> None:
    samples = defaultdict(list)
    for row in rows_of(ledger, "results"):
        if row["parameter"] == "立方体抗压强度":
            samples[row["report_id"]].append(np.log(float(row["value"])))
    groups = [values for values in samples.values() if len(values) == 3]
    within = float(np.mean([np.std(values, ddof=1) for values in groups]))
    between = float(np.std([np.mean(values) for values in groups], ddof=1))
    assert len(groups) > 50
    assert 0.015 < within < 0.04
    assert between > 2 * within


def test_some_reports_fail_and_most_pass(ledger: Path) -> None:
    conclusions = Counter(row["conclusion"] for row in rows_of(ledger, "reports"))
    assert set(conclusions) == {"pass", "fail", "none"}
    assert 0.01 < conclusions["fail"] / (conclusions["fail"] + conclusions["pass"]) < 0.08
    assert (PASS, FAIL) == (0, 1)


def test_the_honest_sample_comes_near_every_rule(ledger: Path) -> None:
    """Corrections, shared runs, tests that touch, operators at two sites, shared incubators, work without the mark."""
    reports, results = rows_of(ledger, "reports"), rows_of(ledger, "results")
    number = {row["report_id"]: row["report_no"] for row in reports}
    corrections = [row for row in reports if row["replaces"]]
    assert {number[row["replaces"]] == row["report_no"] for row in corrections} == {True, False}
    assert any(row["cma_marked"] == "false" for row in reports)

    site = {row["report_id"]: row["site_id"] for row in reports}
    places, tests = defaultdict(set), defaultdict(set)
    for row in results:
        places[row["operator_id"]].add(site[row["report_id"]])
        if row["started_at"]:
            tests[row["instrument_id"]].add((row["started_at"], row["ended_at"], row["report_id"]))
    places.pop("", None)
    assert any(len(sites) > 1 for sites in places.values())
    neighbours = [pair for one in tests.values() for pair in pairwise(sorted(one))]
    assert any(first[1] == second[0] for first, second in neighbours)
    assert any(first[1] > second[0] for first, second in neighbours)
    capacity = {row["instrument_id"]: int(row["capacity"]) for row in rows_of(ledger, "instruments")}
    assert set(capacity.values()) > {1}


def test_reports_that_are_equal_by_chance_are_told_apart() -> None:
    bodies = assemble(draw_branches(1500, 1, 1, planted=False))
    draft = draw_chunk(1, bodies, np.empty(0, dtype=np.uint64)).draft
    first_of_product: dict[int, Ints] = {}
    copies = 0
    for report in np.flatnonzero(draft.reports.original < 0).tolist():
        rows = draft.rows_of_reports(ints([report]))
        template = first_of_product.setdefault(int(draft.reports.product[report]), rows)
        draft.rows.value[rows] = draft.rows.value[template]
        copies += template is not rows
    body = np.zeros(len(draft.reports), dtype=np.int64)
    prints = make_distinct(draft, body, np.empty(0, dtype=np.uint64))
    heavy = weighed(draft)
    assert copies > 50
    assert np.count_nonzero(heavy) > 20
    assert len(np.unique(prints[heavy])) == np.count_nonzero(heavy)
    again = make_distinct(draft, body, prints)
    assert not np.isin(again[weighed(draft)], prints).any()


def test_the_bijection_loses_nothing() -> None:
    assert len(np.unique(mixed(np.arange(100_000, dtype=np.int64)))) == 100_000


def test_printing_keeps_trailing_zeros_and_leaves_missing_empty() -> None:
    values = np.array([150, 5, 123456, MISSING, 40], dtype=np.int64)
    decimals = np.array([2, 3, 0, 1, 1], dtype=np.int64)
    assert printed(values, decimals).to_pylist() == ["1.50", "0.005", "123456", None, "4.0"]
