"""Writes a market as a ledger: institutions, sites, reports and results, in Parquet."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.accuracy.fabricators import KINDS, fabricate
from bench.accuracy.market import Lab, honest, limit_of

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
START = np.datetime64("2025-01-06T08:00:00", "us")
#: One institution in so many invents.
ONE_IN = 5


def credit_code(number: int) -> str:
    """An invented institution's credit code."""
    body = f"91150602{number:08d}X"
    total = sum(weight * ALPHABET.index(sign) for weight, sign in zip(WEIGHTS, body, strict=True))
    return body + ALPHABET[-total % 31]


def market(seed: list[int], institutions: int, reports: int, turn: int) -> list[Lab]:
    """The laboratories of one ledger; one in five invents, the kinds in turn from `turn` on."""
    chance = np.random.default_rng(seed)
    labs = [honest(chance, number, reports) for number in range(institutions)]
    kinds = list(KINDS)
    chosen = chance.permutation(institutions)[: institutions // ONE_IN].tolist()
    for place, number in enumerate(chosen):
        kind = kinds[(turn + place) % len(kinds)]
        if kind == "invented counts" and labs[number].domain != "food":
            labs[number] = honest(chance, number - number % 2, reports)  # who invents counts must count
            labs[number].number = number
        fabricate(chance, labs[number], kind)
    return labs


def write(labs: list[Lab], folder: Path) -> None:
    """The ledger's folder."""
    folder.mkdir(parents=True)
    codes = [credit_code(lab.number) for lab in labs]
    tables = {
        "institutions": pa.table({
            "uscc": codes, "name": [f"虚构检测 {lab.number}" for lab in labs],
            "kind": ["enterprise"] * len(labs), "home_division": ["150602"] * len(labs),
        }),
        "sites": pa.table({
            "site_id": [f"S{lab.number}" for lab in labs], "uscc": codes, "division": ["150602"] * len(labs),
            "address": pa.nulls(len(labs), pa.string()),
        }),
        "reports": pa.concat_tables([_reports(lab) for lab in labs]),
        "results": pa.concat_tables([_results(lab) for lab in labs]),
    }  # fmt: skip
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    package = {"name": "market", "resources": [{"name": name, "path": f"{name}.parquet"} for name in tables]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def _times(minutes: np.ndarray) -> pa.Array:
    return pa.array(START + minutes.astype("timedelta64[m]"))


def _reports(lab: Lab) -> pa.Table:
    names = [f"{lab.number}-{at:06d}" for at in range(lab.size)]
    numbers = [f"{lab.number}-{serial:06d}" for serial in lab.serial.tolist()]
    text = pa.string()
    return pa.table({
        "report_id": names, "report_no": numbers, "uscc": [credit_code(lab.number)] * lab.size,
        "site_id": [f"S{lab.number}"] * lab.size, "domain": [lab.domain] * lab.size,
        "product": [f"{lab.domain} {one}" for one in lab.product.tolist()],
        "sample_no": [f"{lab.number}-N{one:06d}" for one in lab.sample.tolist()],
        "sampled_on": pa.nulls(lab.size, pa.date32()), "received_at": _times(lab.minutes),
        "issued_at": _times(lab.minutes + 3 * 24 * 60), "signatory_id": pa.nulls(lab.size, text),
        "cma_marked": pa.array([True] * lab.size), "conclusion": lab.conclusion, "replaces": pa.nulls(lab.size, text),
    })  # fmt: skip


def _results(lab: Lab) -> pa.Table:
    parts = []
    for place, (one, value, places) in enumerate(zip(lab.parameters, lab.values, lab.decimals, strict=True)):
        for replicate in range(one.replicates):
            names = [f"{lab.number}-{at:06d}-{place}-{replicate}" for at in range(lab.size)]
            start = lab.minutes + 30 + 7 * place
            parts.append(pa.table({
                "result_id": names, "report_id": [name[: name.index("-") + 7] for name in names],
                "parameter": [one.name] * lab.size, "method": ["GB/T 1"] * lab.size,
                "instrument_id": pa.nulls(lab.size, pa.string()),
                "operator_id": [f"{lab.number}-P{who}" for who in lab.operator.tolist()],
                "started_at": _times(start), "ended_at": _times(start + 20),
                "replicate": pa.array([replicate + 1] * lab.size, pa.int64()), "value": value[:, replicate],
                "decimals": pa.array([places] * lab.size, pa.int64()), "unit": pa.nulls(lab.size, pa.string()),
                "limit_low": pa.nulls(lab.size, pa.float64()),
                "limit_high": pa.array([limit_of(one)] * lab.size, pa.float64()), "raw_record": names,
            }))  # fmt: skip
    return pa.concat_tables(parts)
