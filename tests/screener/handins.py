"""Small ledgers to be spoiled one place at a time, and the command run over them as a user would."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from screener import commands
from tests.screener.ledgers import ARROW, SCHEMA, uscc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pytest

COMMAND = Path(sys.executable).parent / "mingjian"
BODY = uscc(1)

Cells = dict[str, str]

#: A ledger of one body, two reports and three results, as the cells of its CSV files.
LEDGER: dict[str, str] = {
    "institutions": f"uscc,name,kind,home_division\n{BODY},甲检测,enterprise,150602\n",
    "sites": f"site_id,uscc,division,address\nS1,{BODY},150602,\n",
    "certificates": f"certificate_no,uscc,valid_from,valid_to,ended_on\nC1,{BODY},2020-01-01,2026-01-01,\n",
    "scope": "certificate_no,site_id,parameter,method,valid_from,valid_to\n"
    "C1,S1,抗拉强度,GB 1,2020-01-01,\nC1,S1,伸长率,GB 1,2020-01-01,\n",
    "instruments": f"instrument_id,uscc,site_id,name,capacity,portable,serial_no\nI1,{BODY},S1,试验机,1,false,\n",
    "calibrations": "instrument_id,calibrated_on,valid_until,passed\nI1,2022-01-01,2022-12-31,true\n",
    "people": f"person_id,uscc,employed_from,employed_to,identity\nP1,{BODY},2020-01-01,,\n",
    "authorisations": "person_id,domain,valid_from,valid_to\nP1,building_materials,2020-01-01,\n",
    "methods": "method,parameter,min_minutes,superseded_on,min_age_days,max_age_days\n"
    "GB 1,抗拉强度,10,,,\nGB 1,伸长率,,,0,400\n",
    "product_requirements": "product,parameter\n钢筋,抗拉强度\n钢筋,伸长率\n",
    "reports": "report_id,report_no,uscc,site_id,domain,product,sample_no,sampled_on,received_at,issued_at,"
    "signatory_id,cma_marked,conclusion,replaces\n"
    f"R1,A-001,{BODY},S1,building_materials,钢筋,Y1,2022-06-01,2022-06-01T08:00:00,2022-06-03 17:00:00,P1,true,pass,\n"
    f"R2,A-002,{BODY},S1,building_materials,水泥,Y2,,2022-06-02T08:00:00,2022-06-04T17:00:00,P1,0,none,\n",
    "results": "result_id,report_id,parameter,method,instrument_id,operator_id,started_at,ended_at,replicate,value,"
    "decimals,unit,limit_low,limit_high,raw_record\n"
    "T1,R1,抗拉强度,GB 1,I1,P1,2022-06-02T09:00:00,2022-06-02T09:30:00,1,561.5,1,MPa,400,,N-1\n"
    "T2,R1,伸长率,GB 1,I1,P1,2022-06-02T09:00:00,2022-06-02T09:30:00,1,21.50,,%,,,N-1\n"
    "T3,R2,抗拉强度,GB 1,,,,,1,,,,,,\n",
}


def rows_of(table: str) -> list[Cells]:
    """The rows of a table of `LEDGER`."""
    return list(csv.DictReader(io.StringIO(LEDGER[table])))


def text_of(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> str:
    """Rows as CSV with a header, as the csv module quotes it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def with_cell(table: str, row: int, column: str, cell: str) -> str:
    """The CSV of a table of `LEDGER` with another text in one cell (`row` counts data rows from 1)."""
    rows = rows_of(table)
    rows[row - 1][column] = cell
    return text_of(rows, rows[0])


def with_rows(table: str, *more: Mapping[str, str]) -> str:
    """The CSV of a table of `LEDGER` with rows added: the first row with some of its cells changed."""
    rows = rows_of(table)
    return text_of([*rows, *({**rows[0], **change} for change in more)], rows[0])


def typed(table: str) -> pa.Table:
    """A table of `LEDGER` in Arrow's types."""
    columns = {}
    for name, (kind, _) in SCHEMA[table].items():
        cells: list[Any] = [row[name] or None for row in rows_of(table)]
        if kind == "bool":
            cells = [cell and {"true": True, "1": True, "false": False, "0": False}[cell] for cell in cells]
        text = pa.array(cells, pa.bool_() if kind == "bool" else pa.string())
        columns[name] = text.cast(ARROW[kind])
    return pa.table(columns)


def describe(folder: Path, resources: Iterable[Mapping[str, object]]) -> None:
    """Write a descriptor."""
    package = {"name": "hand-in", "resources": list(resources)}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def hand_in(folder: Path, **changed: str | bytes | pa.Table | None) -> Path:
    """Write `LEDGER` with some tables changed: another CSV, an Arrow table (written as Parquet) or None for absent."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table, original in LEDGER.items():
        held = changed.get(table, original)
        if held is None:
            continue
        name = f"{table}.{'parquet' if isinstance(held, pa.Table) else 'csv'}"
        resources.append({"name": table, "path": name})
        if isinstance(held, pa.Table):
            pq.write_table(held, folder / name)
        else:
            (folder / name).write_bytes(held if isinstance(held, bytes) else held.encode())
    describe(folder, resources)
    return folder


def run(monkeypatch: pytest.MonkeyPatch, language: str, *arguments: str | Path) -> tuple[int, str]:
    """The command within this process: its exit status and its message."""
    monkeypatch.setenv("MINGJIAN_LANG", language)
    monkeypatch.setattr(sys, "argv", ["mingjian", *map(str, arguments)])
    return commands._run()


def environment(language: str, data: Path) -> dict[str, str]:
    """What a process of its own is started with; the archives it keeps go below `data`."""
    return {**os.environ, "MINGJIAN_LANG": language, "MINGJIAN_DATA": str(data)}


def command(
    *arguments: str | Path,
    data: Path,
    language: str = "en",
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment(language, data),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every path below a folder with the bytes it holds, None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
