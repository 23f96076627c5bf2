"""The demonstration's ledgers: the engine's sample, moved to the demonstration's bodies, certificates and months."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from screener.ledger.sample import write_sample
from screener.ledger.sample.cast import draw_branches

INSTITUTIONS = 30
IDENTIFIERS = frozenset(
    {
        *("site_id", "instrument_id", "person_id", "operator_id", "signatory_id", "report_id", "result_id"),
        *("replaces", "sample_no", "raw_record", "serial_no", "identity", "report_no"),
    }
)
OWN_COLUMN = {
    "scope": "site_id",
    "calibrations": "instrument_id",
    "authorisations": "person_id",
    "results": "report_id",
}


@dataclass(frozen=True)
class Body:
    """An institution of the demonstration, with the one certificate that it holds."""

    uscc: str
    name: str
    kind: str
    division: str
    domains: tuple[str, ...]
    certificate: str
    valid_from: dt.date
    valid_to: dt.date


@dataclass(frozen=True)
class Season:
    """Some months of work: `shift` days from the sample's own; identifiers begin with the letter."""

    letter: str
    shift: int
    seed: int
    results: int
    planted: bool


def invented_ledger(season: Season, faulty: Sequence[Body], honest: Sequence[Body]) -> tuple[bytes, set[str]]:
    """A ledger as one zip of CSV, and the institutions in it; faults stand only at the first bodies, if planted.

    Each of the sample's institutions becomes a body that works in its field; one for which there is none is left out.
    """
    chosen = _chosen(season, faulty, honest)
    with tempfile.TemporaryDirectory() as folder:
        write_sample(
            Path(folder),
            results=season.results,
            institutions=INSTITUTIONS,
            seed=season.seed,
            planted=season.planted,
            file_format="parquet",
        )
        tables = {path.stem: pq.read_table(path) for path in sorted(Path(folder).glob("*.parquet"))}
    return _zipped({name: _moved(name, one, tables, season, chosen) for name, one in tables.items()}), {
        one.uscc for one in chosen.values()
    }


def _chosen(season: Season, faulty: Sequence[Body], honest: Sequence[Body]) -> dict[str, Body]:
    """Which body each of the sample's institutions becomes, by the code it has there."""
    left, marked = list(honest), list(faulty)
    found: dict[str, Body] = {}
    for branch in draw_branches(season.results, INSTITUTIONS, season.seed, season.planted):
        institution = branch.institution
        if institution.faulty:
            found[institution.uscc] = marked.pop(0)
            continue
        fitting = next((one for one in left if institution.domains[0] in one.domains), None)
        if fitting is not None:
            left.remove(fitting)
            found[institution.uscc] = fitting
    return found


def _moved(
    name: str, table: pa.Table, tables: dict[str, pa.Table], season: Season, chosen: dict[str, Body]
) -> pa.Table:
    """One table, of the chosen only, in the demonstration's months and names."""
    table = _of_chosen(name, table, tables, chosen)
    if name in {"institutions", "certificates"}:
        return _papers(name, chosen)
    columns = {column: _column(column, table.column(column), season) for column in table.column_names}
    moved = pa.table(columns)
    if name == "scope":
        return _scope(moved, table, tables, chosen)
    if "uscc" in columns:
        usccs = {old: body.uscc for old, body in chosen.items()}
        place = moved.schema.get_field_index("uscc")
        moved = moved.set_column(place, "uscc", _replaced(table.column("uscc"), usccs))
    if name == "sites":
        place = moved.schema.get_field_index("division")
        moved = moved.set_column(place, "division", pa.array(["150602"] * moved.num_rows))
    return moved


def _of_chosen(name: str, table: pa.Table, tables: dict[str, pa.Table], chosen: dict[str, Body]) -> pa.Table:
    if "uscc" in table.column_names:
        return table.filter(pc.is_in(table.column("uscc"), value_set=pa.array(list(chosen))))
    if name not in OWN_COLUMN:
        return table
    column = OWN_COLUMN[name]
    owner = {
        "site_id": "sites",
        "instrument_id": "instruments",
        "person_id": "people",
        "report_id": "reports",
    }[column]
    known = tables[owner].filter(pc.is_in(tables[owner].column("uscc"), value_set=pa.array(list(chosen))))
    own = known.column(column).combine_chunks().cast(pa.string())
    return table.filter(pc.is_in(table.column(column).cast(pa.string()), value_set=own))


def _column(name: str, cells: pa.ChunkedArray, season: Season) -> pa.ChunkedArray:
    if pa.types.is_date(cells.type):
        days = pc.add(cells.cast(pa.int32()), pa.scalar(season.shift, pa.int32()))
        return days.cast(pa.date32())
    if pa.types.is_timestamp(cells.type):
        moved = pc.add(cells, pa.scalar(dt.timedelta(days=season.shift), pa.duration("us")))
        return moved.cast(pa.timestamp("s"))
    if name in IDENTIFIERS:
        text = cells.cast(pa.string())
        return pc.binary_join_element_wise(pa.scalar(season.letter), text, "")
    return cells.cast(pa.string()) if pa.types.is_dictionary(cells.type) else cells


def _replaced(cells: pa.ChunkedArray, words: dict[str, str]) -> pa.Array:
    return pa.array([words[text] for text in cells.to_pylist()], pa.string())


def _papers(name: str, chosen: dict[str, Body]) -> pa.Table:
    """Who they are and what they are certified by, as the registry has it."""
    bodies = list(chosen.values())
    if name == "institutions":
        rows = [
            {"uscc": one.uscc, "name": one.name, "kind": one.kind, "home_division": one.division}
            for one in bodies
        ]
        return pa.Table.from_pylist(rows)
    return pa.Table.from_pylist(
        [
            {
                "certificate_no": one.certificate,
                "uscc": one.uscc,
                "valid_from": one.valid_from,
                "valid_to": one.valid_to,
            }
            for one in bodies
        ]
    )


def _scope(
    moved: pa.Table, table: pa.Table, tables: dict[str, pa.Table], chosen: dict[str, Body]
) -> pa.Table:
    """Every capability once, under the one certificate, for as long as that is in force."""
    sites = tables["sites"].select(["site_id", "uscc"]).to_pylist()
    owner = {row["site_id"]: chosen.get(row["uscc"]) for row in sites}
    found: dict[tuple[str, str, str, str], dict[str, object]] = {}
    for row, old in zip(moved.to_pylist(), table.column("site_id").to_pylist(), strict=True):
        body = owner[old]
        if body is not None:
            key = (body.certificate, row["site_id"], row["parameter"], row["method"])
            names = ("certificate_no", "site_id", "parameter", "method")
            found[key] = {**dict(zip(names, key, strict=True)), "valid_from": body.valid_from}
    return pa.Table.from_pylist(list(found.values()))


def _zipped(tables: dict[str, pa.Table]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, table in tables.items():
            sink = io.BytesIO()
            sink.write((",".join(table.column_names) + "\n").encode())
            options = pacsv.WriteOptions(include_header=False, quoting_style="needed")
            pacsv.write_csv(table, sink, options)
            package.writestr(f"ledger/{name}.csv", sink.getvalue())
    return memory.getvalue()


def capabilities_in(content: bytes, certificate: str) -> list[tuple[str, str]]:
    """Parameter and method of everything approved under a certificate, as the ledger lists it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("ledger/scope.csv") as file:
        rows = pacsv.read_csv(
            file, convert_options=pacsv.ConvertOptions(column_types={"certificate_no": pa.string()})
        )
    mine = rows.filter(pc.equal(rows.column("certificate_no"), certificate))
    pairs = zip(mine.column("parameter").to_pylist(), mine.column("method").to_pylist(), strict=True)
    return sorted(set(pairs))
