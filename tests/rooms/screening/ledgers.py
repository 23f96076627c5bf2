"""Ledgers for tests: the engine's own sample as CSV, of institutions that are registered, and files to hand in."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.jobs.models import Job
from bureau.jobs.running import run_job
from bureau.people.models import Unit
from bureau.registry.models import Institution
from screener.ledger.faults import Faults
from screener.ledger.package import open_package
from screener.ledger.reading import read_table
from screener.ledger.sample import write_sample
from screener.ledger.tables import TABLES
from tests.factories import make_institution

Tables = dict[str, bytes]


@cache
def _sampled(results: int, institutions: int, seed: int, planted: bool) -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), results=results, institutions=institutions, seed=seed, planted=planted)
        return tuple((path.stem, path.read_bytes()) for path in sorted(Path(folder).glob("*.csv")))


def sample(results: int = 3000, institutions: int = 2, seed: int = 3, *, planted: bool = True) -> Tables:
    """A small ledger with faults of every rule, by table."""
    return dict(_sampled(results, institutions, seed, planted))


def codes_of(tables: Mapping[str, bytes]) -> list[str]:
    """The institutions of a ledger."""
    lines = tables["institutions"].decode().splitlines()[1:]
    return [line.split(",")[0] for line in lines]


def register(tables: Mapping[str, bytes], unit: Unit) -> list[Institution]:
    """Open dossiers for the institutions of a ledger."""
    return [
        make_institution(f"云川样例{place}检测有限公司", uscc=code, unit=unit, home_division="990102")
        for place, code in enumerate(codes_of(tables))
    ]


def as_files(tables: Mapping[str, bytes]) -> list[SimpleUploadedFile]:
    """The tables as single files."""
    return [SimpleUploadedFile(f"{name}.csv", content) for name, content in tables.items()]


def as_zip(tables: Mapping[str, bytes], folder: str = "台账/") -> SimpleUploadedFile:
    """The tables in one package."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in tables.items():
            package.writestr(f"{folder}{name}.csv", content)
    return SimpleUploadedFile("ledger.zip", memory.getvalue())


def only(tables: Mapping[str, bytes], code: str) -> Tables:
    """The same ledger with one institution only: of reports and results its own, the rest stays."""
    found = dict(tables)
    header, *lines = tables["reports"].decode().splitlines(keepends=True)
    kept = [line for line in lines if f",{code}," in line]
    mine = {line.split(",")[0] for line in kept}
    found["reports"] = (header + "".join(kept)).encode()
    header, *lines = tables["results"].decode().splitlines(keepends=True)
    found["results"] = (header + "".join(line for line in lines if line.split(",")[1] in mine)).encode()
    header, *lines = tables["institutions"].decode().splitlines(keepends=True)
    found["institutions"] = (header + "".join(line for line in lines if line.startswith(code))).encode()
    return found


def work_off() -> None:
    """Do what waits in the queue, and what that puts there, as a worker would."""
    while waiting := list(Job.objects.unfinished().order_by("id")):
        for job in waiting:
            run_job(job.pk)


def as_parquet(tables: Mapping[str, bytes]) -> list[SimpleUploadedFile]:
    """The tables as Parquet, typed as the format wants them."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in tables.items():
            (Path(folder) / f"{name}.csv").write_bytes(content)
        resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
        (Path(folder) / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources}))
        package = open_package(Path(folder))
        for name in tables:
            memory = io.BytesIO()
            pq.write_table(read_table(package, name, Faults(), threads=1), memory)
            found.append(SimpleUploadedFile(f"{name}.parquet", memory.getvalue()))
    return found


def as_workbook(tables: Mapping[str, bytes]) -> SimpleUploadedFile:
    """The tables as somebody fills in the template: Chinese sheets and headers, every cell as text."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_numbers": False}) as book:
        for name, content in tables.items():
            table = TABLES[name]
            sheet = book.add_worksheet(table.zh)
            for row, cells in enumerate(csv.reader(io.StringIO(content.decode()))):
                words = [table.by_name[cell].zh for cell in cells] if row == 0 else cells
                for column, text in enumerate(words):
                    sheet.write_string(row + (row > 0), column, text)  # an empty row below the header
    return SimpleUploadedFile("台账.xlsx", memory.getvalue())


def with_line(content: bytes, number: int, **cells: str) -> bytes:
    """A table with some cells of one data row changed."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    for name, value in cells.items():
        rows[number][rows[0].index(name)] = value
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows(rows)
    return memory.getvalue().encode()
