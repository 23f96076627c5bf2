"""Writes the tables of the sample, chunk after chunk, as one CSV or Parquet file each, and then the descriptor."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from screener.ledger.columns import Column, Table, Type
from screener.ledger.converting import ARROW
from screener.ledger.sample.sheets import Sheet
from screener.ledger.tables import TABLES

_FRICTIONLESS = {
    Type.TEXT: "string",
    Type.DATE: "date",
    Type.TIMESTAMP: "datetime",
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.BOOL: "boolean",
}
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_UNIQUE = (
    "result_id",
    "report_id",
    "report_no",
    "sample_no",
    "raw_record",
    "value",
)  # not worth a dictionary


def _schema(table: Table, file_format: str) -> pa.Schema:
    text = file_format == "csv"
    return pa.schema(
        [(c.name, pa.string() if text and c.name == "value" else ARROW[c.type]) for c in table.columns]
    )


def _moments(column: pa.ChunkedArray) -> pa.ChunkedArray:
    written = column.cast(pa.timestamp("s")).cast(pa.string())
    return pc.binary_replace_slice(written, 10, 11, "T")


class LedgerWriter:
    """Opens one file a table in the folder `out`; closing it writes `datapackage.json`."""

    def __init__(self, out: Path, file_format: str) -> None:
        self.out, self.file_format = out, file_format
        self.open: dict[str, Any] = {}
        self.sinks: list[BinaryIO] = []
        out.mkdir(parents=True, exist_ok=True)

    def write(self, sheets: dict[str, Sheet]) -> None:
        """Append rows to the tables."""
        for name, sheet in sheets.items():
            table = TABLES[name]
            columns = pa.table({column.name: sheet[column.name] for column in table.columns})
            self._append(table, columns.cast(_schema(table, self.file_format)))

    def _append(self, table: Table, rows: pa.Table) -> None:
        if self.file_format == "csv":
            for i, column in enumerate(table.columns):
                if column.type is Type.TIMESTAMP:
                    rows = rows.set_column(i, column.name, _moments(rows[column.name]))
        if table.name not in self.open:
            self.open[table.name] = self._start(table, rows.schema)
        self.open[table.name].write_table(rows)

    def _start(self, table: Table, schema: pa.Schema) -> pacsv.CSVWriter | pq.ParquetWriter:
        path = self.out / f"{table.name}.{self.file_format}"
        if self.file_format == "parquet":
            repeated = [c.name for c in table.columns if c.type is not Type.NUMBER and c.name not in _UNIQUE]
            return pq.ParquetWriter(
                path, schema, compression="zstd", compression_level=1, use_dictionary=repeated
            )
        header = ",".join(schema.names) + "\n"
        sink = path.open("wb")
        sink.write(header.encode())
        self.sinks.append(sink)
        return pacsv.CSVWriter(
            sink,
            schema,
            write_options=pacsv.WriteOptions(include_header=False, quoting_style="none", batch_size=16_384),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for closing in (*self.open.values(), *self.sinks):
            closing.close()
        if error is None:
            self._describe()

    def _describe(self) -> None:
        descriptor = {
            "name": "mingjian-sample",
            "title": "虚构的检验检测报告台账样例 / an invented sample ledger",
            "description": "机构、地名、人员、数据均为虚构。Bodies, places, people and figures are all invented.",
            "resources": [self._resource(TABLES[name]) for name in TABLES if name in self.open],
        }
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        (self.out / "datapackage.json").write_text(text, encoding="utf-8")

    def _resource(self, table: Table) -> dict[str, Any]:
        schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
        if table.key:
            schema["primaryKey"] = list(table.key)
        return {
            "name": table.name,
            "title": f"{table.zh} / {table.en}",
            "path": f"{table.name}.{self.file_format}",
            "format": self.file_format,
            "mediatype": _MEDIA[self.file_format],
            "encoding": "utf-8",
            "schema": schema,
        }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FRICTIONLESS[column.type], "title": column.zh}
    if not column.nullable:
        field["constraints"] = {"required": True}
    return field
