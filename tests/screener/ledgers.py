"""Writes a ledger of plain rows as a folder in every shape the format allows, from a second copy of its columns."""

from __future__ import annotations

import csv
import datetime as dt
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.screener.supplementary import SUPPLEMENTARY

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from tests.screener.naive import Row, Tables

#: table -> its columns as "name:type", a question mark where it may be empty
COLUMNS = {
    "institutions": "uscc:text name:text kind:text home_division:text",
    "sites": "site_id:text uscc:text division:text address:text?",
    "certificates": "certificate_no:text uscc:text valid_from:date valid_to:date ended_on:date?",
    "scope": "certificate_no:text site_id:text parameter:text method:text valid_from:date valid_to:date?",
    "instruments": "instrument_id:text uscc:text site_id:text name:text capacity:int portable:bool "
    "serial_no:text?",
    "calibrations": "instrument_id:text calibrated_on:date valid_until:date passed:bool",
    "people": "person_id:text uscc:text employed_from:date employed_to:date? identity:text?",
    "authorisations": "person_id:text domain:text valid_from:date valid_to:date?",
    "methods": "method:text parameter:text min_minutes:number? superseded_on:date? min_age_days:int? "
    "max_age_days:int?",
    "product_requirements": "product:text parameter:text",
    "reports": "report_id:text report_no:text uscc:text site_id:text domain:text product:text sample_no:text "
    "sampled_on:date? received_at:timestamp issued_at:timestamp signatory_id:text? cma_marked:bool "
    "conclusion:text replaces:text?",
    "results": "result_id:text report_id:text parameter:text method:text instrument_id:text? "
    "operator_id:text? started_at:timestamp? ended_at:timestamp? replicate:int value:number? decimals:int? "
    "unit:text? limit_low:number? limit_high:number? raw_record:text?",
    **SUPPLEMENTARY,
    "procedures": "method:text parameter:text min_replicates:int? temperature_low:number? "
    "temperature_high:number? humidity_low:number? humidity_high:number?",
    "prescribed_methods": "product:text parameter:text method:text",
    "environment_log": "site_id:text at:timestamp temperature:number? humidity:number?",
}
#: table -> column -> (type, may be empty)
SCHEMA = {
    table: {
        name: (kind.rstrip("?"), kind.endswith("?"))
        for name, kind in (column.split(":") for column in columns.split())
    }
    for table, columns in COLUMNS.items()
}
ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "int": pa.int64(),
    "number": pa.float64(),
    "bool": pa.bool_(),
}

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def uscc(number: int) -> str:
    """A credit code whose check character is right, the same for the same number."""
    body = f"91150602{number:08d}X"
    total = sum(
        weight * USCC_ALPHABET.index(character) for weight, character in zip(USCC_WEIGHTS, body, strict=True)
    )
    return body + USCC_ALPHABET[-total % 31]


def decimals_of(text: str) -> int:
    """Digits after the point in the text of a value, an exponent written out first."""
    exponent = Decimal(text).as_tuple().exponent
    return max(0, -int(exponent))


def printed(row: Row) -> str:
    """The text of a value in CSV: as the row says, else the shortest that gives the same double."""
    return str(row.get("printed") or repr(row["value"]))


def as_read(tables: Tables, file_format: str) -> Tables:
    """The tables as a reader must see them: CSV fills an empty `decimals`, Parquet leaves it empty."""
    results = tables.get("results") or []
    if file_format == "csv":
        results = [
            {**row, "decimals": decimals_of(printed(row))}
            if row["value"] is not None and row["decimals"] is None
            else row
            for row in results
        ]
    return {**tables, "results": results}


def write_ledger(
    folder: Path,
    tables: Tables,
    *,
    file_format: str,
    chance: random.Random | None = None,
) -> None:
    """Write the tables that are not None.

    Args:
        folder: made when it is not there.
        tables: table name -> rows of Python values, None for empty, `""` allowed in text.
        file_format: "csv" or "parquet".
        chance: shuffles rows and columns, splits and nests files, varies the spelling; None for the plain form.
    """
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table, rows in tables.items():
        if rows is None:
            continue
        columns = list(SCHEMA[table])
        rows = list(rows)  # noqa: PLW2901 - shuffled below, and the caller's list is not ours
        if chance:
            chance.shuffle(rows)
            chance.shuffle(columns)
        write = _write_csv if file_format == "csv" else _write_parquet
        resources.append({"name": table, "path": write(folder, table, columns, rows, chance)})
    if chance:
        chance.shuffle(resources)
    package = {"name": "ledger", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def _cell(row: Row, column: str, chance: random.Random | None) -> str:
    value: Any = row[column]
    if value is None or value != value:  # noqa: PLR0124 - not a number is empty
        return ""
    if column == "value":
        return printed(row)
    if isinstance(value, bool):
        spellings = (("false", "False", "FALSE", "0"), ("true", "True", "TRUE", "1"))[value]
        return chance.choice(spellings) if chance else spellings[0]
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=chance.choice("T ") if chance else "T", timespec="seconds")
    return value if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)


def _write_csv(
    folder: Path, table: str, columns: Sequence[str], rows: Sequence[Row], chance: random.Random | None
) -> str:
    path = folder / f"{table}.csv"
    if chance and chance.random() < 0.3:
        path = folder / "tables" / f"{table} {chance.randrange(10)}.csv"
        path.parent.mkdir(exist_ok=True)
    header, extra = list(columns), []
    if chance and chance.random() < 0.2:
        header, extra = [*columns, "note"], ['free, "text"\nin two lines']
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(
            file,
            lineterminator=chance.choice(("\n", "\r\n")) if chance else "\n",
            quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)) if chance else csv.QUOTE_MINIMAL,
        )
        writer.writerow(header)
        writer.writerows([*(_cell(row, column, chance) for column in columns), *extra] for row in rows)
    return path.relative_to(folder).as_posix()


def _table(table: str, columns: Sequence[str], rows: Sequence[Row], spelling: str) -> pa.Table:
    arrays = {}
    for column in columns:
        kind, _ = SCHEMA[table][column]
        array = pa.array([row[column] for row in rows], ARROW[kind])
        if kind == "text" and spelling == "dictionary":
            array = array.dictionary_encode()
        elif kind == "text" and spelling == "large":
            array = array.cast(pa.large_string())
        elif kind == "int" and spelling == "large":
            array = array.cast(pa.int32())
        arrays[column] = array
    return pa.table(arrays)


def _write_parquet(
    folder: Path, table: str, columns: Sequence[str], rows: Sequence[Row], chance: random.Random | None
) -> str:
    if chance is None:
        pq.write_table(_table(table, columns, rows, "plain"), folder / f"{table}.parquet")
        return f"{table}.parquet"
    spelling = chance.choice(("plain", "dictionary", "large"))
    parts = chance.choice((1, 1, 2, 3))
    if parts == 1 and chance.random() < 0.5:
        pq.write_table(_table(table, columns, rows, spelling), folder / f"{table}.parquet", row_group_size=37)
        return f"{table}.parquet"
    for part in range(parts):
        path = folder / table / chance.choice(("", "2022", "2022/06")) / f"part-{part}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(_table(table, columns, rows[part::parts], spelling), path)
    return table
