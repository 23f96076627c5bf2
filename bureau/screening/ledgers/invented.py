"""The demonstration's ledgers: the engine's sample, moved to the demonstration's bodies, certificates and months."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from screener.ledger.sample import write_sample
from screener.ledger.sample.cast import draw_branches
from screener.ledger.sample.catalogue.terms import SUCCESSORS
from screener.ledger.sample.season import ENDED_ON, FIRST_DAY

INSTITUTIONS = 30
IDENTIFIERS = frozenset(
    {
        *("site_id", "instrument_id", "person_id", "operator_id", "signatory_id", "report_id", "result_id"),
        *("replaces", "sample_no", "raw_record", "serial_no", "identity"),
    }
)
YEAR = "2022"  # of the sample, written into its numbers
SERIES = "ABCDE"  # a letter for each season
NUMBER = re.compile(rf"^[A-Z]+(.*?){YEAR}(.*)$")
OWN_COLUMN = {
    "scope": "site_id",
    "calibrations": "instrument_id",
    "authorisations": "person_id",
    "results": "report_id",
}


BEFORE = {new: old for old, (new, _day) in SUCCESSORS.items()}
AFTER = {old: new for old, (new, _day) in SUCCESSORS.items()}
Tables = dict[str, pa.Table]


@dataclass(frozen=True)
class Body:
    """An institution of the demonstration, with the one certificate that it holds; letters begin its numbers."""

    uscc: str
    name: str
    letters: str
    kind: str
    division: str
    domains: tuple[str, ...]
    certificate: str
    valid_from: dt.date
    valid_to: dt.date


@dataclass(frozen=True)
class Season:
    """Twelve weeks of work: `weeks` from the sample's own; their place among the seasons, which numbers bear.

    `methods`: which of the sample's methods are cited by another name, where the season lies before or after the
    change of methods.
    """

    place: int
    weeks: int
    seed: int
    results: int
    methods: dict[str, str] | None = None
    planted: bool = False

    @property
    def days(self) -> int:
        """By how many days the sample is moved."""
        return 7 * self.weeks

    @property
    def begins(self) -> dt.date:
        """The first day of work."""
        return _day(FIRST_DAY + self.days)

    @property
    def ends(self) -> dt.date:
        """The Friday before certificates of the sample end: by then every honest report was issued."""
        return _day(ENDED_ON + self.days - 3)

    @property
    def year(self) -> str:
        """The year in which its samples come in."""
        return str(self.begins.year)


def _day(number: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=number)


def invented_tables(season: Season, faulty: Sequence[Body], honest: Sequence[Body]) -> Tables:
    """The tables of a season; faults stand only at the first bodies, if planted.

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
    return {name: _moved(name, one, tables, season, chosen) for name, one in tables.items()}


def put_together(seasons: Iterable[Tables]) -> Tables:
    """Seasons as one ledger; what stands in several stands in it once, as the first says it."""
    found = list(seasons)
    together = {name: pa.concat_tables([one[name] for one in found]) for name in found[0]}
    for name, key in ONCE.items():
        table = together[name]
        first: dict[tuple[str, ...], int] = {}
        for place, row in enumerate(table.select(list(key)).to_pylist()):
            first.setdefault(tuple(row.values()), place)
        together[name] = table.take(list(first.values()))
    return together


ONCE = {
    "institutions": ("uscc",),
    "certificates": ("certificate_no",),
    "methods": ("method", "parameter"),
    "product_requirements": ("product", "parameter"),
}


def issued_between(tables: Tables, first: dt.date, last: dt.date) -> Tables:
    """Of a ledger what a hand-in of these days holds: reports issued then, their results, and what stands behind."""
    day = tables["reports"].column("issued_at").cast(pa.timestamp("s")).cast(pa.date32())
    within = pc.and_(pc.greater_equal(day, pa.scalar(first)), pc.less_equal(day, pa.scalar(last)))
    reports = tables["reports"].filter(within)
    kept = reports.column("report_id").combine_chunks()
    results = tables["results"]
    results = results.filter(pc.is_in(results.column("report_id"), value_set=kept))
    return tables | {"reports": reports, "results": results}


def of_one(tables: Tables, uscc: str) -> Tables:
    """What a ledger says of one institution."""
    return {name: _of_chosen(name, table, tables, {uscc}) for name, table in tables.items()}


def with_records(tables: Tables) -> Tables:
    """The same ledger after the institution has entered the raw records that it had left out."""
    results = tables["results"]
    place = results.schema.get_field_index("raw_record")
    found = pc.binary_join_element_wise(pa.scalar("BL-"), results.column("result_id"), "")
    full = pc.coalesce(results.column("raw_record"), found)
    return tables | {"results": results.set_column(place, "raw_record", full)}


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


def _moved(name: str, table: pa.Table, tables: Tables, season: Season, chosen: dict[str, Body]) -> pa.Table:
    """One table, of the chosen only, in the demonstration's months and names."""
    table = _of_chosen(name, table, tables, set(chosen))
    if name in {"institutions", "certificates"}:
        return _papers(name, chosen)
    columns = {column: _column(column, table.column(column), season) for column in table.column_names}
    moved = pa.table(columns)
    if name == "results" and season.methods:
        place = moved.schema.get_field_index("method")
        cited = [season.methods.get(one, one) for one in moved.column("method").to_pylist()]
        return moved.set_column(place, "method", pa.array(cited, pa.string()))
    if name == "scope":
        return _scope(moved, table, tables, chosen)
    if "uscc" in columns:
        usccs = {old: body.uscc for old, body in chosen.items()}
        place = moved.schema.get_field_index("uscc")
        moved = moved.set_column(place, "uscc", _replaced(table.column("uscc"), usccs))
    if name == "reports":
        place = moved.schema.get_field_index("report_no")
        moved = moved.set_column(place, "report_no", _numbers(table, season, chosen))
    if name == "sites":
        place = moved.schema.get_field_index("division")
        moved = moved.set_column(place, "division", pa.array(["150602"] * moved.num_rows))
        place = moved.schema.get_field_index("address")
        streets = [f"云川区创业路{6 + number}号" for number in range(moved.num_rows)]
        moved = moved.set_column(place, "address", pa.array(streets))
    return moved


def _of_chosen(name: str, table: pa.Table, tables: Tables, chosen: set[str]) -> pa.Table:
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
        days = pc.add(cells.cast(pa.int32()), pa.scalar(season.days, pa.int32()))
        return days.cast(pa.date32())
    if pa.types.is_timestamp(cells.type):
        moved = pc.add(cells, pa.scalar(dt.timedelta(days=season.days), pa.duration("us")))
        return moved.cast(pa.timestamp("s"))
    if name in IDENTIFIERS:
        text = cells.cast(pa.string())
        if name in {"raw_record", "sample_no"}:
            text = pc.replace_substring(text, *DATED[name](season.year))
        return pc.binary_join_element_wise(pa.scalar(SERIES[season.place]), text, "")
    return cells.cast(pa.string()) if pa.types.is_dictionary(cells.type) else cells


# How the sample writes its year into numbers.
DATED = {
    "raw_record": lambda year: (f"-{YEAR}", f"-{year}"),
    "sample_no": lambda year: (f"-Y{YEAR[2:]}", f"-Y{year[2:]}"),
}


def _numbers(reports: pa.Table, season: Season, chosen: dict[str, Body]) -> pa.Array:
    """Numbers of reports in their body's letters, a series each season, and the year."""
    found = []
    for row in reports.select(["uscc", "report_no"]).to_pylist():
        letters = chosen[row["uscc"]].letters + SERIES[season.place]
        found.append(NUMBER.sub(rf"{letters}\g<1>{season.year}\g<2>", row["report_no"]))
    return pa.array(found, pa.string())


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


def _scope(moved: pa.Table, table: pa.Table, tables: Tables, chosen: dict[str, Body]) -> pa.Table:
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


def zipped(tables: Tables) -> bytes:
    """A ledger as one zip of CSV."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, table in tables.items():
            sink = io.BytesIO()
            sink.write((",".join(table.column_names) + "\n").encode())
            options = pacsv.WriteOptions(include_header=False, quoting_style="needed")
            pacsv.write_csv(table, sink, options)
            package.writestr(f"ledger/{name}.csv", sink.getvalue())
    return memory.getvalue()


def capabilities_in(tables: Tables, certificate: str) -> list[tuple[str, str]]:
    """Parameter and method of everything approved under a certificate, as the ledger lists it."""
    rows = tables["scope"]
    mine = rows.filter(pc.equal(rows.column("certificate_no"), certificate))
    pairs = zip(mine.column("parameter").to_pylist(), mine.column("method").to_pylist(), strict=True)
    return sorted(set(pairs))
